import type { GateWarning } from '#lib/contracts/gate-warning.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readGroup } from '#lib/server/queries/people/groups.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { watchGates } from './watch-gates.ts';

/** Deletes a group; gates that name it then find nobody in it, and those that nobody can pass any more are told. */
export async function deleteGroup(caller: Caller, id: string): Promise<{ warnings: GateWarning[] }> {
  authorize(caller, 'group.manage');
  return change(
    caller,
    async (tx) => {
      const group = await readGroup(caller, id, tx);
      const blockedNow = await watchGates(tx, caller);
      await tx.query('DELETE FROM member_group WHERE id = $1', [id]);
      const warnings = await blockedNow([group.name]);
      await recordAudit(tx, caller, {
        action: 'group.deleted',
        resource: { type: 'group', id, name: group.name },
        before: { description: group.description, members: group.members.map(({ email }) => email) },
      });
      return { warnings };
    },
    ['people'],
  );
}
