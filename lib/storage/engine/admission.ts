import type { Pool } from 'pg';
import { runFormat } from '#lib/domain/run/event.ts';
import type { Admission, WorkerSession } from '#lib/engine/ports.ts';
import { inTransaction } from '../transaction.ts';
import { sessionLives } from './flush-statement.ts';
import { sweepRuns } from './sweep.ts';

/** Admissions happen one after another: each must see what the one before let in. */
const admissionLock = 7_245_110_032;

const isQueued = `r.status = 'queued' and r.admitted_at is null`;

/** Runs that wait for a person, a time or an event take no place: they hold no worker. */
const takesPlace = `r.status = 'running' or (r.status = 'queued' and r.admitted_at is not null)`;

/**
 * `flow` walks the workflows with queued runs by index; of each only as many runs as there is room are looked at. A
 * run's `turn` is its place in its workflow's queue after those of the workflow that run already, so that one
 * workflow's thousand runs do not keep another's first one waiting.
 */
const admit = `with recursive flow as (
    (select r.workflow_id from run r where ${isQueued} order by r.workflow_id limit 1)
    union all
    select (select r.workflow_id from run r where ${isQueued} and r.workflow_id > flow.workflow_id order by r.workflow_id limit 1)
    from flow where flow.workflow_id is not null
  ),
  busy as (select r.workflow_id, count(*) as n from run r where ${takesPlace} group by 1),
  room as (select greatest(0, least($2::bigint, $3::bigint - coalesce((select sum(n) from busy), 0)))::bigint as n),
  candidate as (
    select c.id, c.priority, c.queued_at, coalesce(busy.n, 0) + c.place as turn
    from flow left join busy on busy.workflow_id = flow.workflow_id
    cross join lateral (
      select r.id, r.priority, r.queued_at, row_number() over (order by r.priority desc, r.queued_at) as place
      from run r where ${isQueued} and r.workflow_id = flow.workflow_id and r.format <= $4
      order by r.priority desc, r.queued_at limit (select n from room)
    ) c
  ),
  chosen as (
    select r.id, row_number() over () as place from (
      select r.id from candidate c join run r on r.id = c.id
      where ${isQueued} and ${sessionLives('$1')}
      order by c.priority desc, c.turn, c.queued_at limit (select n from room)
      for no key update of r skip locked
    ) r
  ),
  admitted as (
    update run r set admitted_at = clock_timestamp(), session_id = $1, epoch = r.epoch + 1, wanted = true
    from chosen where r.id = chosen.id returning r.id, chosen.place
  )
  select id from admitted order by place`;

export type AdmissionOptions = {
  pool: Pool;
  /** MAX_CONCURRENT_RUNS: admitted runs that move by themselves, over all workers. */
  maxConcurrentRuns: number;
};

export function createAdmission({ pool, maxConcurrentRuns }: AdmissionOptions): Admission {
  return {
    admit: (request) => admitRuns(pool, { ...request, maxConcurrentRuns }),
    sweep: ({ max }) => sweepRuns(pool, { max }),
  };
}

/** Admits queued runs by priority, then by turn, and hands them to the session: claim() loads each. */
async function admitRuns(
  pool: Pool,
  { session, max, maxConcurrentRuns }: { session: WorkerSession; max: number; maxConcurrentRuns: number },
): Promise<string[]> {
  const queued = await pool.query({ name: 'queued_run', text: `select 1 from run r where ${isQueued} limit 1` });
  if (queued.rowCount === 0 || max <= 0) return [];
  return inTransaction(pool, async (connection) => {
    await connection.query('select pg_advisory_xact_lock($1)', [admissionLock]);
    const { rows } = await connection.query<{ id: string }>(admit, [session.id, max, maxConcurrentRuns, runFormat]);
    return rows.map(({ id }) => id);
  });
}
