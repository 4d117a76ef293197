import { signIn } from 'next-auth/react';
import { ApiError } from '#lib/client/api-error.ts';
import { ownPage } from './own-page.ts';

/**
 * Signs in with e-mail and password, or rejects with an ApiError in words. A full load follows, so that the server
 * paints the page for the person who is now signed in. `to` is kept to this site.
 */
export async function enter(email: string, password: string, to = '/'): Promise<void> {
  const answer = await signIn('credentials', { email, password, redirect: false }).catch((error: unknown) => {
    throw new ApiError(0, undefined, error);
  });
  if (!answer?.ok) throw refusalOf(answer?.status ?? 0, answer?.error ?? undefined);
  window.location.assign(ownPage(to));
}

function refusalOf(status: number, code: string | undefined): ApiError {
  if (status === 429 || code === 'too_many_requests') {
    return new ApiError(429, {
      code: 'too_many_requests',
      title: 'Too many attempts',
      fix: 'Wait a few minutes, then try again.',
    });
  }
  if (status === 401) {
    return new ApiError(401, {
      code: 'wrong_credentials',
      title: 'E-mail or password is wrong.',
      fix: 'Check both; an owner or admin can invite you again.',
    });
  }
  return new ApiError(status, { title: 'The server could not sign you in.', fix: 'Try again; its log says why.' });
}
