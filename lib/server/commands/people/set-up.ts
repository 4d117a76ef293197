import type { z } from 'zod';
import type { setupDone, setupRequest } from '#lib/contracts/people.ts';
import { requireGoodPassword } from '#lib/server/auth/password.ts';
import { secretHash } from '#lib/server/auth/secret.ts';
import { attempt } from '#lib/server/auth/throttle.ts';
import { transaction } from '#lib/server/change.ts';
import { needsSetup } from '#lib/server/queries/people/setup.ts';
import { refuse } from '#lib/server/refusal.ts';
import { makeFirstOwner } from './first-owner.ts';

/** Makes the first owner with the token of the one-time link. */
export async function setUp(
  { token, name, email, password, workspace, timeZone }: z.output<typeof setupRequest>,
  address: string | null,
): Promise<z.input<typeof setupDone>> {
  if (!(await needsSetup())) throw refuse('setup_done', { fix: 'Sign in.' });
  requireGoodPassword(password, email);
  const { forgive } = await attempt('set-up', address);
  const made = await transaction((tx) =>
    makeFirstOwner(tx, { name, email, password, workspace, timeZone, address, tokenHash: secretHash(token) }),
  );
  await forgive();
  return { email, workspace: { slug: made.workspace.slug, name: made.workspace.name } };
}
