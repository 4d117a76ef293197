import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { findRun } from './find-run.ts';

/** The JSON text of a large value of a run. A hash that this run never held is `not_found`, whoever else holds it. */
export async function getValue(caller: Identity, id: string, hash: string): Promise<string> {
  authorize(caller, 'run.read');
  const run = await findRun(caller, id);
  const { rows } = await database().pool.query<{ text: string }>(
    `SELECT text FROM payload WHERE workspace_id = $1 AND hash = $2
       AND EXISTS (SELECT 1 FROM run_event WHERE run_id = $3 AND strpos(data::text, $2) > 0)`,
    [run.workspaceId, hash, run.id],
  );
  if (!rows[0]) throw refuse('not_found', 'This run has no such value.');
  return rows[0].text;
}
