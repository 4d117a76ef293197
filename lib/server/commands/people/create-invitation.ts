import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { createInvitationRequest, InvitationView } from '#lib/contracts/people.ts';
import { roles } from '#lib/domain/access/permissions.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { newSecret, secretHash } from '#lib/server/auth/secret.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { serverConfig } from '#lib/server/config.ts';
import { invitationLetter } from '#lib/server/mail/letters.ts';
import { sendMail, sendsMail } from '#lib/server/mail/send-mail.ts';
import { readInvitation } from '#lib/server/queries/people/invitations.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { requireRank } from './grant.ts';
import { resolveGroups } from './member-groups.ts';

/**
 * Invites somebody by a link that is shown in this answer only; an open invitation of the same address ends. Where this
 * server sends mail the link goes out too, once the invitation stands: a mail that fails leaves it standing.
 */
export async function createInvitation(
  caller: Caller,
  { email, role, groups: wanted = [] }: z.output<typeof createInvitationRequest>,
): Promise<InvitationView> {
  authorize(caller, 'member.manage');
  requireRank(caller, role);
  const id = randomUUID();
  const token = newSecret();
  const workspaceId = caller.workspace.id;
  const invitation = await change(
    caller,
    async (tx) => {
      const groups = await resolveGroups(tx, workspaceId, wanted);
      const there = await tx.query(
        `SELECT 1 FROM member m JOIN app_user u ON u.id = m.user_id
          WHERE m.workspace_id = $1 AND u.email = $2 AND m.removed_at IS NULL`,
        [workspaceId, email],
      );
      if (there.rows.length > 0) throw refuse('conflict', 'This person is a member already.');
      await tx.query(
        `UPDATE invitation SET revoked_at = now()
          WHERE workspace_id = $1 AND email = $2 AND accepted_at IS NULL AND revoked_at IS NULL`,
        [workspaceId, email],
      );
      await tx.query(
        `INSERT INTO invitation (id, workspace_id, email, role, groups, token_hash, invited_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now() + interval '7 days')`,
        [id, workspaceId, email, role, groups.map((group) => group.id), secretHash(token), caller.member.id],
      );
      const invitation = await readInvitation(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'invitation.created',
        resource: { type: 'invitation', id, name: email },
        after: { role, groups: invitation.groups, expiresAt: invitation.expiresAt },
      });
      return { ...invitation, link: `${serverConfig().url}/invitations/${token}` };
    },
    ['people'],
  );
  if (!sendsMail()) return invitation;
  const letter = invitationLetter({
    invitedBy: caller.user.name,
    workspace: caller.workspace.name,
    role: roles[role].label.toLowerCase(),
    url: invitation.link,
  });
  return { ...invitation, mailed: await sendMail(email, letter) };
}
