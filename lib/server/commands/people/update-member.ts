import type { z } from 'zod';
import type { GateWarning } from '#lib/contracts/gate-warning.ts';
import type { MemberView, updateMemberRequest } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readMember } from '#lib/server/queries/people/members.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { lockOwners, requireAnotherOwner, requireRank } from './grant.ts';
import { resolveGroups, setGroups } from './member-groups.ts';
import { watchGates } from './watch-gates.ts';

/** Changes a member's role or groups; says which gates nobody can pass any more. The last owner stays one. */
export async function updateMember(
  caller: Caller,
  id: string,
  given: z.output<typeof updateMemberRequest>,
): Promise<MemberView & { warnings: GateWarning[] }> {
  authorize(caller, 'member.manage');
  return change(
    caller,
    async (tx) => {
      const owners = await lockOwners(tx, caller);
      await tx.query('SELECT 1 FROM member WHERE id = $1 FOR UPDATE', [id]);
      const before = await readMember(caller, id, tx);
      requireRank(caller, before.role, given.role ?? before.role);
      if (given.role !== undefined && given.role !== 'owner') requireAnotherOwner(owners, id);
      const blockedNow = await watchGates(tx, caller);
      if (given.role !== undefined) await tx.query('UPDATE member SET role = $2 WHERE id = $1', [id, given.role]);
      if (given.groups !== undefined) {
        const groups = await resolveGroups(tx, caller.workspace.id, given.groups);
        await setGroups(
          tx,
          id,
          groups.map((group) => group.id),
        );
      }
      const after = await readMember(caller, id, tx);
      const warnings = await blockedNow(null);
      await recordAudit(tx, caller, {
        action: 'member.changed',
        resource: { type: 'member', id, name: after.name },
        before: { role: before.role, groups: before.groups },
        after: { role: after.role, groups: after.groups },
      });
      return { ...after, warnings };
    },
    ['people'],
  );
}
