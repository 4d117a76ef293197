import type { Pool } from 'pg';
import { endedRunStatuses } from '#lib/domain/run/status.ts';
import { inTransaction } from '../transaction.ts';
import type { Queryable } from './queryable.ts';

/** What belongs to one run alone. Gates come by themselves: their votes and comments know only them. */
const ownTables = [
  'run_event',
  'run_step',
  'run_snapshot',
  'run_inbox',
  'run_timer',
  'pool_task',
  'step_log',
  'sensitive_value',
  'notice',
  'gate',
] as const;

/**
 * Deletes up to `max` runs that finished more than `days` ago, with all that is theirs, in one transaction; the record is
 * not touched. Never a run that goes on or has an open gate, nor one
 * whose results a run that goes on may still take over. Several processes may do so at once: each takes others.
 * Answers how many there were, and the hashes of files to which no row refers any more.
 */
export function forgetRuns(
  pool: Pool,
  { days, max }: { days: number; max: number },
): Promise<{ runs: number; files: string[] }> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `select id from run r
        where finished_at < clock_timestamp() - make_interval(days => $1) and status = any($2) and session_id is null
          and id not in (select n.rerun_of from run n where n.finished_at is null and n.rerun_of is not null)
          and not exists (select 1 from gate g where g.run_id = r.id and g.status = 'open')
        order by finished_at limit $3 for update skip locked`,
      [days, endedRunStatuses, max],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return { runs: 0, files: [] };
    for (const table of ['gate_vote', 'gate_comment'])
      await tx.query(`delete from ${table} where gate_id in (select id from gate where run_id = any($1))`, [ids]);
    await tx.query('delete from notice_delivery where notice_id in (select id from notice where run_id = any($1))', [
      ids,
    ]);
    for (const table of ownTables) await tx.query(`delete from ${table} where run_id = any($1)`, [ids]);
    await handToCache(tx, ids);
    await forgetPayloads(tx, 'run_id = any($1)', [ids]);
    const files = await forgetArtifacts(tx, 'run_id = any($1)', [ids]);
    await tx.query('delete from run where id = any($1)', [ids]);
    return { runs: ids.length, files };
  });
}

/** Runs of this id hold what the step cache still needs of runs that are gone (see forget-kept.ts). */
export const cacheHolder = 'cache';

/** Results that are kept outlive their run: their large values and files pass to the cache. */
async function handToCache(tx: Queryable, runIds: string[]): Promise<void> {
  await tx.query(
    `insert into payload_use (run_id, hash, workspace_id)
      select distinct '${cacheHolder}', u.hash, u.workspace_id from payload_use u
      join step_cache c on c.workspace_id = u.workspace_id and c.result->'output'->>'ref' = u.hash
      where u.run_id = any($1) on conflict do nothing`,
    [runIds],
  );
  // An id of its own in the place of the step's: two runs may have files of one name.
  await tx.query(
    `update artifact a set run_id = '${cacheHolder}', step_id = a.id where a.run_id = any($1) and exists (
        select 1 from step_cache c where c.workspace_id = a.workspace_id and c.run_id = any($1)
          and c.result->'artifacts' @> jsonb_build_array(jsonb_build_object('hash', a.hash)))`,
    [runIds],
  );
}

/**
 * Locked first and looked at again after that: a run that comes to refer to one of them locks it too, so that it has
 * either said so by now or will find the value gone and write it anew.
 */
export async function forgetPayloads(tx: Queryable, which: string, values: unknown[]): Promise<void> {
  const { rows } = await tx.query<{ workspace_id: string; hash: string }>(
    `delete from payload_use u where ${which} returning workspace_id, hash`,
    values,
  );
  if (rows.length === 0) return;
  const named = [rows.map((row) => row.workspace_id), rows.map((row) => row.hash)];
  const these = '(workspace_id, hash) in (select * from unnest($1::text[], $2::text[]))';
  await tx.query(`select 1 from payload where ${these} order by workspace_id, hash for update`, named);
  await tx.query(
    `delete from payload p where ${these}
      and not exists (select 1 from payload_use u where u.workspace_id = p.workspace_id and u.hash = p.hash)`,
    named,
  );
}

export async function forgetArtifacts(tx: Queryable, which: string, values: unknown[]): Promise<string[]> {
  const { rows } = await tx.query<{ hash: string }>(`delete from artifact a where ${which} returning hash`, values);
  const hashes = [...new Set(rows.map(({ hash }) => hash))];
  const left = await tx.query<{ hash: string }>('select distinct hash from artifact where hash = any($1)', [hashes]);
  const kept = new Set(left.rows.map(({ hash }) => hash));
  return hashes.filter((hash) => !kept.has(hash));
}
