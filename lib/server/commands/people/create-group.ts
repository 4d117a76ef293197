import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { createGroupRequest, GroupView } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readGroup } from '#lib/server/queries/people/groups.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { nameTaken, setGroupMembers } from './group-members.ts';

/** Makes a group that gates can name as reviewers. */
export async function createGroup(caller: Caller, given: z.output<typeof createGroupRequest>): Promise<GroupView> {
  authorize(caller, 'group.manage');
  const id = randomUUID();
  const workspaceId = caller.workspace.id;
  return change(
    caller,
    async (tx) => {
      const { rowCount } = await tx.query(
        'INSERT INTO member_group (id, workspace_id, name, description) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [id, workspaceId, given.name, given.description ?? ''],
      );
      if (rowCount === 0) throw nameTaken(given.name);
      await setGroupMembers(tx, { groupId: id, workspaceId, members: given.members ?? [] });
      const group = await readGroup(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'group.created',
        resource: { type: 'group', id, name: group.name },
        after: { description: group.description, members: group.members.map(({ email }) => email) },
      });
      return group;
    },
    ['people'],
  );
}
