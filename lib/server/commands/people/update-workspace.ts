import type { z } from 'zod';
import type { updateWorkspaceRequest, WorkspaceView } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readWorkspace } from '#lib/server/queries/people/workspace.ts';
import { recordAudit } from '#lib/server/record-audit.ts';

/** Renames the workspace or changes its four-eyes rule; the rule's change stands in the record like any other. */
export async function updateWorkspace(
  caller: Caller,
  given: z.output<typeof updateWorkspaceRequest>,
): Promise<WorkspaceView> {
  authorize(caller, 'workspace.update');
  return change(
    caller,
    async (tx) => {
      await tx.query('SELECT 1 FROM workspace WHERE id = $1 FOR UPDATE', [caller.workspace.id]);
      const before = await readWorkspace(caller, tx);
      await tx.query(
        'UPDATE workspace SET name = coalesce($2, name), self_approval = coalesce($3, self_approval) WHERE id = $1',
        [caller.workspace.id, given.name ?? null, given.selfApproval ?? null],
      );
      const after = await readWorkspace(caller, tx);
      if (before.name !== after.name || before.selfApproval !== after.selfApproval)
        await recordAudit(tx, caller, {
          action: 'workspace.changed',
          resource: { type: 'workspace', id: after.id, name: after.name },
          before: { name: before.name, selfApproval: before.selfApproval },
          after: { name: after.name, selfApproval: after.selfApproval },
        });
      return after;
    },
    ['people'],
  );
}
