import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readGroup } from '#lib/server/queries/people/groups.ts';
import { recordAudit } from '#lib/server/record-audit.ts';

/** Deletes a group; gates that name it then find nobody in it. */
export async function deleteGroup(caller: Caller, id: string): Promise<void> {
  authorize(caller, 'group.manage');
  await change(
    caller,
    async (tx) => {
      const group = await readGroup(caller, id, tx);
      await tx.query('DELETE FROM member_group WHERE id = $1', [id]);
      await recordAudit(tx, caller, {
        action: 'group.deleted',
        resource: { type: 'group', id, name: group.name },
        before: { description: group.description, members: group.members.map(({ email }) => email) },
      });
    },
    ['people'],
  );
}
