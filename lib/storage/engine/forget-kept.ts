import type { Pool } from 'pg';
import { inTransaction } from '../transaction.ts';
import { cacheHolder, forgetArtifacts, forgetPayloads } from './forget-runs.ts';

/**
 * Deletes results of steps that have not been good for an hour (a run that found one just before has taken it over by
 * now), and what only they still needed of runs that are gone. Answers the hashes of files to which no row refers any
 * more.
 */
export function forgetKept(pool: Pool): Promise<string[]> {
  return inTransaction(pool, async (tx) => {
    await tx.query(`delete from step_cache where expires_at < clock_timestamp() - interval '1 hour'`);
    await forgetPayloads(
      tx,
      `run_id = $1 and not exists (select 1 from step_cache c
        where c.workspace_id = u.workspace_id and c.result->'output'->>'ref' = u.hash)`,
      [cacheHolder],
    );
    return forgetArtifacts(
      tx,
      `run_id = $1 and not exists (select 1 from step_cache c
        where c.workspace_id = a.workspace_id and c.result->'artifacts' @> jsonb_build_array(jsonb_build_object('hash', a.hash)))`,
      [cacheHolder],
    );
  });
}
