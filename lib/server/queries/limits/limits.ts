import type { LimitsView } from '#lib/contracts/limits.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { serverConfig } from '#lib/server/config.ts';
import { database } from '#lib/storage/database.ts';
import type { Tx } from '#lib/storage/tx.ts';

type Row = { scope: 'workspace' | 'workflow' | 'pool'; name: string; max: number; workflow: string | null };

/** How many of the workspace's runs and attempts may go on at once. */
export async function readLimits(caller: Identity, tx: Tx = database().pool): Promise<LimitsView> {
  authorize(caller, 'workspace.read');
  const { rows } = await tx.query<Row>(
    `SELECT l.scope, l.name, l.max, w.name AS workflow FROM usage_limit l
       LEFT JOIN workflow w ON l.scope = 'workflow' AND w.id = l.name AND w.deleted_at IS NULL
     WHERE l.workspace_id = $1 ORDER BY coalesce(w.name, l.name)`,
    [caller.workspace.id],
  );
  return {
    workspace: rows.find(({ scope }) => scope === 'workspace')?.max ?? null,
    workflows: rows.flatMap(({ name: id, workflow, max }) => (workflow === null ? [] : { id, name: workflow, max })),
    pools: rows.flatMap(({ scope, name, max }) => (scope === 'pool' ? { name, max } : [])),
    installation: serverConfig().maxConcurrentRuns,
  };
}
