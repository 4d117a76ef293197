import { endedRunStatuses } from '#lib/domain/run/status.ts';
import { sessionLives } from './flush-statement.ts';
import type { Queryable } from './queryable.ts';
import { fireTimers } from './timers.ts';

/**
 * The guarantee behind every doorbell: runs that want a holder and have none. Those a person gave work to, those with
 * inbox rows (due timers are posted here first), and those of dead sessions; best priority and oldest first.
 */
export async function sweepRuns(connection: Queryable, { max }: { max: number }): Promise<string[]> {
  await fireTimers(connection, { max: 1000 });
  const { rows } = await connection.query<{ id: string; over: boolean }>({
    name: 'sweep_runs',
    text: `with found as (
        (select r.id from run r where r.wanted and r.session_id is null limit $2)
        union
        (select b.run_id from (select distinct run_id from run_inbox) b join run r on r.id = b.run_id
          where r.session_id is null limit $2)
        union
        (select r.id from worker_session s join run r on r.session_id = s.id where not ${sessionLives('s.id')} limit $2)
      )
      select r.id, r.status = any($1) as over from found join run r on r.id = found.id
      where r.admitted_at is not null or r.status = any($1)
      order by r.priority desc, r.queued_at limit $2`,
    values: [endedRunStatuses, max],
  });
  const over = rows.flatMap((row) => (row.over ? row.id : []));
  // Posted while the run ended: nobody will ever fold these.
  if (over.length > 0) await connection.query('delete from run_inbox where run_id = any($1)', [over]);
  return rows.flatMap((row) => (row.over ? [] : row.id));
}
