import type { z } from 'zod';
import type { acceptedInvitation, acceptInvitationRequest } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { hashPassword, requireGoodPassword } from '#lib/server/auth/password.ts';
import { secretHash } from '#lib/server/auth/secret.ts';
import { proveAccount } from '#lib/server/auth/sign-in.ts';
import { change } from '#lib/server/change.ts';
import { readOffer } from '#lib/server/queries/people/invitations.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { type Invited, joinByInvitation } from './join-by-invitation.ts';

type Given = z.output<typeof acceptInvitationRequest>;

/**
 * Joins by the link, once: as the person signed in here, with password and second factor of the invited address's
 * account, or with a new account. Holding the link is what allows it; an account is never entered by the link alone.
 */
export async function acceptInvitation(
  token: string,
  given: Given,
  { caller, address }: { caller: Caller | null; address: string | null },
): Promise<z.input<typeof acceptedInvitation>> {
  const { offer, workspace } = await readOffer(token);
  const person = await personOf(offer.email, given, caller, address);
  await change(
    { once: null, workspace: { ...workspace, selfApproval: 'never' } },
    (tx) => joinByInvitation(tx, { tokenHash: secretHash(token), person, address }),
    ['people'],
  );
  return { email: offer.email, workspace: { slug: workspace.slug, name: workspace.name } };
}

async function personOf(email: string, given: Given, caller: Caller | null, address: string | null): Promise<Invited> {
  if (caller?.via === 'session') {
    if (caller.user.email !== email)
      throw refuse('conflict', {
        detail: `This invitation is for ${email}; you are signed in as ${caller.user.email}.`,
        fix: 'Sign out first.',
      });
    return { userId: caller.user.id };
  }
  const { rows } = await database().pool.query<{ id: string }>('SELECT id FROM app_user WHERE email = $1', [email]);
  if (rows.length > 0) {
    const { password = '', code } = given;
    return { userId: await proveAccount({ email, password, code }, address) };
  }
  const password = requireGoodPassword(given.password, email);
  if (given.name === undefined)
    throw refuse('invalid_request', { errors: [{ path: 'name', message: 'is missing' }], detail: 'name is missing.' });
  return { name: given.name, passwordHash: await hashPassword(password), timeZone: given.timeZone };
}
