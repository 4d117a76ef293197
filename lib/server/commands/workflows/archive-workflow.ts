import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { findWorkflow } from '../../queries/workflows/workflow-row.ts';

/** Puts a workflow away, or back: an archived one stays readable and starts no runs. Asked twice it changes nothing. */
export async function archiveWorkflow(caller: Caller, idOrSlug: string, archived: boolean): Promise<void> {
  authorize(caller, 'workflow.delete');
  await change(
    caller,
    async (tx) => {
      const row = await findWorkflow(caller, idOrSlug, tx);
      if ((row.archivedAt !== null) === archived) return;
      await tx.query('UPDATE workflow SET archived_at = CASE WHEN $2 THEN now() END WHERE id = $1', [row.id, archived]);
      await recordAudit(tx, caller, {
        action: archived ? 'workflow.archived' : 'workflow.unarchived',
        resource: { type: 'workflow', id: row.id, name: row.name },
      });
    },
    ['workflows'],
  );
}
