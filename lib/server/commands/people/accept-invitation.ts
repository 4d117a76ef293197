import type { z } from 'zod';
import type { acceptedInvitation, acceptInvitationRequest } from '#lib/contracts/people.ts';
import { type Role, roleMay, roles } from '#lib/domain/access/permissions.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { hashPassword, requireGoodPassword } from '#lib/server/auth/password.ts';
import { secretHash } from '#lib/server/auth/secret.ts';
import { proveAccount } from '#lib/server/auth/sign-in.ts';
import { change, type Tx } from '#lib/server/change.ts';
import { readOffer } from '#lib/server/queries/people/invitations.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { insertUser, joinWorkspace } from './join-workspace.ts';

type Given = z.output<typeof acceptInvitationRequest>;
type Person = { userId: string } | { name: string; passwordHash: string };

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
    async (tx) => {
      const { id, role, groups } = await spend(tx, token);
      const userId = 'userId' in person ? person.userId : await insertUser(tx, { email: offer.email, ...person });
      const memberId = await joinWorkspace(tx, { workspaceId: workspace.id, userId, role, groupIds: groups });
      const { rows } = await tx.query<{ name: string }>('SELECT name FROM app_user WHERE id = $1', [userId]);
      const name = rows[0]?.name ?? offer.email;
      await recordAudit(
        tx,
        { workspace, actor: { kind: 'member', id: memberId, name, email: offer.email }, address },
        {
          action: 'invitation.accepted',
          resource: { type: 'invitation', id, name: offer.email },
          after: { member: memberId, role, invitedBy: offer.invitedBy },
        },
      );
    },
    ['people'],
  );
  return { email: offer.email, workspace: { slug: workspace.slug, name: workspace.name } };
}

async function personOf(email: string, given: Given, caller: Caller | null, address: string | null): Promise<Person> {
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
  return { name: given.name, passwordHash: await hashPassword(password) };
}

interface Spent extends Record<string, unknown> {
  id: string;
  role: Role;
  groups: string[];
  /** Of whoever invited, now; null when they are gone. */
  inviter: Role | null;
}

/**
 * Uses the invitation up. The row's lock makes the second of two at once find it spent. What its maker could not give
 * any more today, their old link does not give either.
 */
async function spend(tx: Tx, token: string): Promise<Spent> {
  const { rows } = await tx.query<Spent>(
    `UPDATE invitation i SET accepted_at = now()
      WHERE token_hash = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
      RETURNING id, role,
        ARRAY(SELECT g.id FROM member_group g WHERE g.workspace_id = i.workspace_id AND g.id = ANY(i.groups)) AS groups,
        (SELECT m.role FROM member m WHERE m.id = i.invited_by AND m.removed_at IS NULL) AS inviter`,
    [secretHash(token)],
  );
  const spent = rows[0];
  const stands =
    spent?.inviter && roleMay(spent.inviter, 'member.manage') && roles[spent.inviter].rank >= roles[spent.role].rank;
  if (!spent || !stands) throw refuse('invitation_spent', { fix: 'Ask for a new invitation.' });
  return spent;
}
