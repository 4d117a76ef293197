import type { WorkerSession } from '#lib/engine/ports.ts';
import type { Queryable } from './queryable.ts';

/**
 * Gives a run back without an append. False when something waits in its inbox, when a person changed it meanwhile, or
 * when it is no longer this holder's.
 */
export async function releaseRun(
  connection: Queryable,
  { runId, session, epoch, version }: { runId: string; session: WorkerSession; epoch: number; version: number },
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'release_run',
    text: `update run r set session_id = null, wanted = false
      where r.id = $1 and r.session_id = $2 and r.epoch = $3 and r.version = $4
        and not exists (select 1 from run_inbox b where b.run_id = r.id)`,
    values: [runId, session.id, epoch, version],
  });
  return rowCount === 1;
}
