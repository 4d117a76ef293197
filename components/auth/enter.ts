import { signIn } from 'next-auth/react';
import { ApiError } from '#lib/client/api-error.ts';
import { type ProblemCode, problems } from '#lib/contracts/problem.ts';
import { ownPage } from './own-page.ts';

export interface Credentials {
  email: string;
  password: string;
  /** Of the second factor, or a recovery code. */
  code?: string;
}

/**
 * Signs in with e-mail and password (and the code of a second factor), or rejects with an ApiError in words; its code
 * `second_factor_required` says that a code is needed, too. A full load follows, so that the server paints the page for
 * the person who is now signed in. `to` is kept to this site.
 */
export async function enter(credentials: Credentials, to = '/'): Promise<void> {
  const answer = await signIn('credentials', { ...credentials, redirect: false }).catch((error: unknown) => {
    throw new ApiError(0, undefined, error);
  });
  if (!answer?.ok) throw refusalOf(answer?.status ?? 0, answer?.error ?? '');
  window.location.assign(ownPage(to));
}

const fixes: Partial<Record<ProblemCode, string>> = {
  wrong_credentials: 'Check both; an owner or admin can invite you again.',
  too_many_requests: 'Wait a few minutes, then try again.',
  unavailable: 'Try again in a moment.',
};

function refusalOf(status: number, code: string): ApiError {
  if (code in problems) {
    const known = code as ProblemCode;
    return new ApiError(status, { code, title: `${problems[known].title}.`, fix: fixes[known] });
  }
  return new ApiError(status, { title: 'The server could not sign you in.', fix: 'Try again; its log says why.' });
}
