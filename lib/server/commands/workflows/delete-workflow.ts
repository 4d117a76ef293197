import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { findWorkflow } from '../../queries/workflows/workflow-row.ts';

/** Takes a workflow out of sight for good; its runs and the record keep telling of it. Refused while runs are active. */
export async function deleteWorkflow(caller: Caller, idOrSlug: string): Promise<void> {
  authorize(caller, 'workflow.delete');
  await change(
    caller,
    async (tx) => {
      // Locked: a run that starts at the same moment waits for this, and then finds no workflow.
      const row = await findWorkflow(caller, idOrSlug, tx);
      const { rows } = await tx.query<{ active: number }>(
        `SELECT count(*)::int AS active FROM run WHERE workflow_id = $1 AND status IN ('queued', 'running', 'waiting', 'paused')`,
        [row.id],
      );
      const active = rows[0]?.active ?? 0;
      if (active > 0)
        throw refuse('conflict', {
          detail: `${active} ${active === 1 ? 'run is' : 'runs are'} still active.`,
          fix: 'Wait for them or cancel them, or archive the workflow instead.',
        });
      // The slug becomes free for another workflow.
      await tx.query(`UPDATE workflow SET deleted_at = now(), slug = slug || '~' || id WHERE id = $1`, [row.id]);
      await recordAudit(tx, caller, {
        action: 'workflow.deleted',
        resource: { type: 'workflow', id: row.id, name: row.name },
        details: { slug: row.slug },
      });
    },
    ['workflows'],
  );
}
