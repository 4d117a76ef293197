import { needsSetup } from '#lib/server/queries/people/setup.ts';

/**
 * Where a stranger who wanted a page (path and query) goes: to the sign-in and from there back; to the set-up while
 * there is nobody to sign in.
 */
export async function wayIn(wanted: string): Promise<string> {
  if (await needsSetup()) return '/set-up';
  const page = wanted.replace(/[?&]_rsc(=[^&]*)?(?=&|$)/, '');
  return page === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(page)}`;
}
