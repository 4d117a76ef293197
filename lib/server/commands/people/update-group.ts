import type { z } from 'zod';
import type { GateWarning } from '#lib/contracts/gate-warning.ts';
import type { GroupView, updateGroupRequest } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readGroup } from '#lib/server/queries/people/groups.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { nameTaken, setGroupMembers } from './group-members.ts';
import { watchGates } from './watch-gates.ts';

/** Renames a group, describes it anew or replaces its members; says which gates nobody can pass any more. */
export async function updateGroup(
  caller: Caller,
  id: string,
  given: z.output<typeof updateGroupRequest>,
): Promise<GroupView & { warnings: GateWarning[] }> {
  authorize(caller, 'group.manage');
  const workspaceId = caller.workspace.id;
  return change(
    caller,
    async (tx) => {
      // Renaming takes the workspace's groups in turn: the check below and the change must not be torn apart.
      await tx.query('SELECT 1 FROM member_group WHERE workspace_id = $1 ORDER BY id FOR UPDATE', [workspaceId]);
      const before = await readGroup(caller, id, tx);
      const blockedNow = await watchGates(tx, caller);
      const name = given.name ?? before.name;
      const taken = await tx.query('SELECT 1 FROM member_group WHERE workspace_id = $1 AND name = $2 AND id <> $3', [
        workspaceId,
        name,
        id,
      ]);
      if (taken.rows.length > 0) throw nameTaken(name);
      await tx.query('UPDATE member_group SET name = $2, description = $3 WHERE id = $1', [
        id,
        name,
        given.description ?? before.description,
      ]);
      if (given.members) await setGroupMembers(tx, { groupId: id, workspaceId, members: given.members });
      const after = await readGroup(caller, id, tx);
      const warnings = await blockedNow([before.name, after.name]);
      await recordAudit(tx, caller, {
        action: 'group.changed',
        resource: { type: 'group', id, name: after.name },
        before: told(before),
        after: told(after),
      });
      return { ...after, warnings };
    },
    ['people'],
  );
}

const told = ({ name, description, members }: GroupView) => ({
  name,
  description,
  members: members.map(({ email }) => email),
});
