import type { Pool as Connections } from 'pg';
import type { Value } from '#lib/domain/run/value.ts';
import type { Pool, PoolTask, WorkerSession } from '#lib/engine/ports.ts';
import { inTransaction } from '../transaction.ts';
import { sessionLives } from './flush-statement.ts';
import { commandText } from './post.ts';

type TaskRow = {
  run_id: string;
  step_id: string;
  attempt: number;
  pool: string;
  kind: string;
  key: string;
  epoch: number;
  params: Value;
  timeout_ms: number;
  workspace_id: string;
  priority: number;
  session_id: string | null;
};

export function createPool({ pool: connections }: { pool: Connections }): Pool {
  return {
    async limits({ pools }) {
      const { rows } = await connections.query<{ workspaceId: string; pool: string }>({
        name: 'pool_limits',
        text: `select workspace_id as "workspaceId", name as pool from usage_limit where scope = 'pool' and name = any($1)`,
        values: [pools],
      });
      return rows;
    },

    async take({ session, pools, max, limited }) {
      if (limited) return (await takeWithin(connections, { session, pools, max })).map(taskOf);
      const { rows } = await connections.query<TaskRow>({
        name: 'take_tasks',
        text: `with chosen as (
            select t.run_id, t.step_id, t.attempt from pool_task t
            where t.session_id is null and t.pool = any($2) and ${sessionLives('$1')}
            order by t.priority desc, t.queued_at limit $3 for update skip locked
          )
          update pool_task t set session_id = $1, claimed_at = clock_timestamp() from chosen c
          where t.run_id = c.run_id and t.step_id = c.step_id and t.attempt = c.attempt returning t.*`,
        values: [session.id, pools, max],
      });
      return rows.map(taskOf);
    },

    async reap() {
      const { rows } = await connections.query<{ run_id: string }>({
        name: 'reap_tasks',
        text: `with gone as (
            delete from pool_task t where t.session_id is not null and not ${sessionLives('t.session_id')}
            returning t.run_id, t.step_id, t.attempt
          ),
          posted as (
            insert into run_inbox (run_id, origin_id, command)
            select run_id, 'lost:' || step_id || ':' || attempt, jsonb_build_object(
              'type', 'attemptLost', 'step', step_id, 'attempt', attempt, 'reason', 'its worker vanished')
            from gone order by 1, 2 on conflict do nothing
          )
          select distinct run_id from gone`,
      });
      return rows.map((row) => row.run_id);
    },

    async finish({ task, session, command }) {
      const { rows } = await connections.query<{ accepted: boolean; holder: string | null }>({
        name: 'finish_task',
        text: `with gone as (
            delete from pool_task where run_id = $1 and step_id = $2 and attempt = $3 and session_id = $4
            returning run_id
          ),
          posted as (
            insert into run_inbox (run_id, origin_id, command)
            select run_id, 'done:' || $2 || ':' || $3::int4, $5::jsonb from gone on conflict do nothing
          )
          select exists (select 1 from gone) as accepted, (select r.session_id from run r where r.id = $1) as holder`,
        values: [task.runId, task.stepId, task.attempt, session.id, commandText(command)],
      });
      return { accepted: rows[0]?.accepted ?? false, holder: rows[0]?.holder ?? null };
    },

    async kept({ session }) {
      const { rows } = await connections.query<TaskRow>({
        name: 'kept_tasks',
        text: 'select run_id, step_id, attempt from pool_task where session_id = $1',
        values: [session.id],
      });
      return rows.map((row) => ({ runId: row.run_id, stepId: row.step_id, attempt: row.attempt }));
    },
  };
}

/** Takes from pools with limits happen one after another: each must count what the one before took. */
const limitLock = 7_245_110_033;

/** As `take`, but of a workspace with a limit in a pool no more than are left of it. */
function takeWithin(
  connections: Connections,
  { session, pools, max }: { session: WorkerSession; pools: string[]; max: number },
): Promise<TaskRow[]> {
  const order = 'order by t.priority desc, t.queued_at';
  return inTransaction(connections, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [limitLock]);
    const { rows } = await tx.query<TaskRow>({
      name: 'take_tasks_within',
      text: `with own as (
          select u.workspace_id, u.name as pool, u.max - (select count(*) from pool_task t
            where t.workspace_id = u.workspace_id and t.pool = u.name and t.session_id is not null) as room
          from usage_limit u where u.scope = 'pool' and u.name = any($2)
        ),
        candidate as (
          (select t.* from pool_task t where t.session_id is null and t.pool = any($2)
            and not exists (select 1 from own where own.workspace_id = t.workspace_id and own.pool = t.pool)
            ${order} limit $3)
          union all
          select mine.* from own cross join lateral (
            select t.* from pool_task t
            where t.session_id is null and t.workspace_id = own.workspace_id and t.pool = own.pool
            ${order} limit greatest(0, least(own.room, $3))
          ) mine
        ),
        chosen as (
          select t.run_id, t.step_id, t.attempt from candidate c join pool_task t using (run_id, step_id, attempt)
          where t.session_id is null and ${sessionLives('$1')}
          ${order} limit $3 for update of t skip locked
        )
        update pool_task t set session_id = $1, claimed_at = clock_timestamp() from chosen c
        where t.run_id = c.run_id and t.step_id = c.step_id and t.attempt = c.attempt returning t.*`,
      values: [session.id, pools, max],
    });
    return rows;
  });
}

function taskOf(row: TaskRow): PoolTask {
  return {
    runId: row.run_id,
    workspaceId: row.workspace_id,
    stepId: row.step_id,
    attempt: row.attempt,
    pool: row.pool,
    kind: row.kind,
    key: row.key,
    epoch: row.epoch,
    params: row.params,
    timeoutMs: row.timeout_ms,
    priority: row.priority,
    sessionId: row.session_id,
  };
}
