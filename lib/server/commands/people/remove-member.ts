import type { GateWarning } from '#lib/contracts/gate-warning.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readMember } from '#lib/server/queries/people/members.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { lockOwners, requireAnotherOwner, requireRank } from './grant.ts';
import { watchGates } from './watch-gates.ts';

/**
 * Takes a person out of the workspace: their keys, groups, open invitations and whatever standing in they are part of go
 * at once, and their sessions when they belong to no other workspace. The row stays, so that the record and four eyes still know who they were. Says which
 * gates nobody can pass any more.
 */
export async function removeMember(caller: Caller, id: string): Promise<{ warnings: GateWarning[] }> {
  authorize(caller, 'member.manage');
  return change(
    caller,
    async (tx) => {
      const owners = await lockOwners(tx, caller);
      const member = await readMember(caller, id, tx);
      requireRank(caller, member.role);
      requireAnotherOwner(owners, id);
      const blockedNow = await watchGates(tx, caller);
      await tx.query('UPDATE member SET removed_at = now() WHERE id = $1', [id]);
      await tx.query('UPDATE api_key SET revoked_at = now() WHERE member_id = $1 AND revoked_at IS NULL', [id]);
      await tx.query('DELETE FROM group_member WHERE member_id = $1', [id]);
      await tx.query(
        'UPDATE invitation SET revoked_at = now() WHERE invited_by = $1 AND accepted_at IS NULL AND revoked_at IS NULL',
        [id],
      );
      await tx.query(
        `UPDATE user_session SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM member WHERE user_id = $1 AND removed_at IS NULL)`,
        [member.userId],
      );
      await tx.query(
        'UPDATE delegation SET revoked_at = now() WHERE $1 IN (giver_id, taker_id) AND revoked_at IS NULL AND ends_at > now()',
        [id],
      );
      const warnings = await blockedNow(null);
      await recordAudit(tx, caller, {
        action: 'member.removed',
        resource: { type: 'member', id, name: member.name },
        before: { email: member.email, role: member.role, groups: member.groups },
      });
      return { warnings };
    },
    ['people'],
  );
}
