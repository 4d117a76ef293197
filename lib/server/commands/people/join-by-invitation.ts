import { type Role, roleMay, roles } from '#lib/domain/access/permissions.ts';
import type { Tx } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { insertUser, joinWorkspace, type NewUser } from './join-workspace.ts';

/** Who joins: an account, or what a new one at the invited address is made of. */
export type Invited = { userId: string } | Omit<NewUser, 'email'>;

interface Spent extends Record<string, unknown> {
  id: string;
  workspace_id: string;
  email: string;
  role: Role;
  groups: string[];
  /** Of whoever invited, now; null when they are gone. */
  inviter: { role: Role; name: string } | null;
}

/** Uses an invitation up and makes the person a member; answers their account's id. 410 when it does not stand any more. */
export async function joinByInvitation(
  tx: Tx,
  { tokenHash, person, address }: { tokenHash: string; person: Invited; address: string | null },
): Promise<string> {
  const { id, workspace_id, email, role, groups, inviter } = await spend(tx, tokenHash);
  const userId = 'userId' in person ? person.userId : await insertUser(tx, { email, ...person });
  const memberId = await joinWorkspace(tx, { workspaceId: workspace_id, userId, role, groupIds: groups });
  const { rows } = await tx.query<{ name: string }>('SELECT name FROM app_user WHERE id = $1', [userId]);
  const name = rows[0]?.name ?? email;
  await recordAudit(
    tx,
    { workspace: { id: workspace_id }, actor: { kind: 'member', id: memberId, name, email }, address },
    {
      action: 'invitation.accepted',
      resource: { type: 'invitation', id, name: email },
      after: { member: memberId, role, invitedBy: inviter?.name },
    },
  );
  return userId;
}

/**
 * Uses the invitation up. The row's lock makes the second of two at once find it spent. What its maker could not give
 * any more today, their old link does not give either.
 */
async function spend(tx: Tx, tokenHash: string): Promise<Spent> {
  const { rows } = await tx.query<Spent>(
    `UPDATE invitation i SET accepted_at = now()
      WHERE token_hash = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
      RETURNING id, workspace_id, email, role,
        ARRAY(SELECT g.id FROM member_group g WHERE g.workspace_id = i.workspace_id AND g.id = ANY(i.groups)) AS groups,
        (SELECT json_build_object('role', m.role, 'name', u.name) FROM member m JOIN app_user u ON u.id = m.user_id
          WHERE m.id = i.invited_by AND m.removed_at IS NULL) AS inviter`,
    [tokenHash],
  );
  const spent = rows[0];
  const inviter = spent?.inviter?.role;
  const stands = inviter && roleMay(inviter, 'member.manage') && roles[inviter].rank >= roles[spent.role].rank;
  if (!spent || !stands) throw refuse('invitation_spent', { fix: 'Ask for a new invitation.' });
  return spent;
}
