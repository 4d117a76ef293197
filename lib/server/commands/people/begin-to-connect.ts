import type { z } from 'zod';
import type { connectRequest } from '#lib/contracts/coming-in.ts';
import type { ProviderId } from '#lib/domain/access/provider.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { intentCookie } from '#lib/server/auth/connect-intent.ts';
import { requireOwnPassword } from '#lib/server/auth/sign-in.ts';
import { offeredProviders } from '#lib/server/queries/people/identities.ts';
import { refuse } from '#lib/server/refusal.ts';

/**
 * Lets the caller's browser connect an account of that provider within the next minutes; answers the cookie that says so.
 * It is a new way in, so it needs the password where there is one: a browser left open is not enough.
 */
export async function beginToConnect(
  caller: Caller,
  provider: ProviderId,
  { currentPassword }: z.output<typeof connectRequest>,
): Promise<string> {
  if (!offeredProviders().some(({ id }) => id === provider)) throw refuse('not_found');
  await requireOwnPassword(caller, currentPassword);
  return intentCookie({ sessionId: caller.sessionId ?? '', provider });
}
