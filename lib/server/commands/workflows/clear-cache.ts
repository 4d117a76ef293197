import type { z } from 'zod';
import type { clearCacheQuery, clearedCache } from '#lib/contracts/step-cache.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { findWorkflow } from '../../queries/workflows/workflow-row.ts';

/** As many characters of a key are kept to be shown, and compared here. */
const longestKey = 200;

/**
 * Ends what is kept of a workflow's steps: of all, of one step, or under one key. The rows end now and go later with
 * those that grew too old, so that a run that has just found one still finds its files.
 */
export async function clearCache(
  caller: Caller,
  idOrSlug: string,
  { step, key }: z.output<typeof clearCacheQuery>,
): Promise<z.infer<typeof clearedCache>> {
  authorize(caller, 'workflow.write');
  return change(
    caller,
    async (tx) => {
      const { id, name } = await findWorkflow(caller, idOrSlug, tx, 'share');
      const { rowCount } = await tx.query(
        `UPDATE step_cache SET expires_at = clock_timestamp()
         WHERE workspace_id = $1 AND workflow_id = $2 AND expires_at > clock_timestamp()
           AND ($3::text IS NULL OR step_id = $3) AND ($4::text IS NULL OR key_text = $4)`,
        [caller.workspace.id, id, step ?? null, key?.slice(0, longestKey) ?? null],
      );
      const cleared = rowCount ?? 0;
      if (cleared > 0)
        await recordAudit(tx, caller, {
          action: 'cache.cleared',
          resource: { type: 'workflow', id, name },
          details: { cleared, ...(step !== undefined && { step }), ...(key !== undefined && { key }) },
        });
      return { cleared };
    },
    ['workflows'],
  );
}
