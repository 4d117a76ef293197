import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Sessions, WorkerSession } from '#lib/engine/ports.ts';
import { inTransaction } from '../transaction.ts';

export type SessionOptions = {
  pool: Pool;
  /** A session that did not beat for so long is dead, by the database's clock. Milliseconds. */
  leaseMs?: number;
};

const clock = `extract(epoch from clock_timestamp()) * 1000 as now`;

export function createSessions({ pool, leaseMs = 15_000 }: SessionOptions): Sessions {
  return {
    async open({ host, pid, pools, slots }) {
      await forgetOldSessions(pool);
      const id = randomUUID();
      const { rows } = await pool.query<{ now: string }>(
        `insert into worker_session (id, host, pid, pools, slots, expires_at)
         values ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 millisecond') returning ${clock}`,
        [id, host, pid, pools, slots, leaseMs],
      );
      return { id, epochMs: Math.floor(Number(rows[0]?.now)) };
    },
    async beat(session) {
      const { rows } = await pool.query<{ alive: boolean; now: string }>({
        name: 'beat',
        text: `with beaten as (
            update worker_session set expires_at = clock_timestamp() + $2 * interval '1 millisecond'
            where id = $1 and ended_at is null and expires_at > clock_timestamp() returning id
          )
          select exists (select 1 from beaten) as alive, ${clock}`,
        values: [session.id, leaseMs],
      });
      return { alive: rows[0]?.alive ?? false, now: Math.floor(Number(rows[0]?.now)) };
    },
    close: (session) => endSession(pool, session),
  };
}

/** Ends a session: its appends are refused from now on, its runs are free at once, its pool tasks are lost. */
async function endSession(pool: Pool, session: Pick<WorkerSession, 'id'>): Promise<void> {
  await inTransaction(pool, async (connection) => {
    await connection.query(
      'update worker_session set ended_at = clock_timestamp() where id = $1 and ended_at is null',
      [session.id],
    );
    await connection.query('update run set session_id = null, wanted = true where session_id = $1', [session.id]);
  });
}

/** Ends the sessions of a process that is known to be gone (its supervisor saw it die), without waiting for the lease. */
export async function endSessionsOf(pool: Pool, { host, pid }: { host: string; pid: number }): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from worker_session where host = $1 and pid = $2 and ended_at is null',
    [host, pid],
  );
  for (const session of rows) await endSession(pool, session);
}

async function forgetOldSessions(pool: Pool): Promise<void> {
  await pool.query(
    `delete from worker_session s where s.expires_at < now() - interval '1 day'
       and not exists (select 1 from run r where r.session_id = s.id)
       and not exists (select 1 from pool_task t where t.session_id = s.id)`,
  );
}
