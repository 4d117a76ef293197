import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { isAlive } from '#lib/server/supervisor/process-identity.ts';
import { endSessionsOf } from '#lib/storage/engine/sessions.ts';

/**
 * Ends sessions of workers of this machine whose process is gone (killed, and started anew by the supervisor), so that
 * their runs go on now and not when the lease ends. Should one live after all, it is fenced and begins a new session.
 */
export async function endDeadSessions(pool: Pool): Promise<void> {
  const host = hostname();
  const { rows } = await pool.query<{ pid: number }>(
    'select pid from worker_session where host = $1 and ended_at is null and expires_at > clock_timestamp()',
    [host],
  );
  for (const { pid } of rows) if (pid === process.pid || !isAlive(pid)) await endSessionsOf(pool, { host, pid });
}
