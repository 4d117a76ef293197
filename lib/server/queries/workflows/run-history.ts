import { fewestRuns } from '#lib/domain/workflow/estimate.ts';
import type { Durations } from '#lib/domain/workflow/plan.ts';
import { database } from '#lib/storage/database.ts';

const runsLooked = 60;
const freshMs = 20_000;
const cached = new Map<string, { at: number; history: Promise<Durations[]> }>();

/**
 * How long each step took in the last runs of a workflow that succeeded, in ms; a run is one entry. A gate's asking after
 * a step does not count, nor what an earlier run had done. At most 20 s old.
 */
export function runHistory(workflowId: string): Promise<Durations[]> {
  const known = cached.get(workflowId);
  if (known && performance.now() - known.at < freshMs) return known.history;
  if (cached.size >= 500) cached.clear();
  const history = readHistory(workflowId);
  cached.set(workflowId, { at: performance.now(), history });
  // Too little is soon enough: it is not kept.
  history.then(
    (found) => found.length < fewestRuns && cached.delete(workflowId),
    () => cached.delete(workflowId),
  );
  return history;
}

async function readHistory(workflowId: string): Promise<Durations[]> {
  const { rows } = await database().pool.query<{ durations: Durations }>({
    name: 'run_history',
    text: `with recent as (
        select id, number from run where workflow_id = $1 and status = 'succeeded' and not draft order by number desc limit $2
      ),
      asked as (
        select g.run_id, g.step_id, min(g.opened_at) as at from recent r join gate g on g.run_id = r.id
        where g.placement = 'after' group by 1, 2
      )
      select json_object_agg(s.step_id, round(extract(epoch from
        (case when a.at between s.started_at and s.finished_at then a.at else s.finished_at end - s.started_at)) * 1000)) as durations
      from recent r join run_step s on s.run_id = r.id
        left join asked a on a.run_id = s.run_id and a.step_id = s.step_id
      where s.phase = 'succeeded' and s.started_at is not null and s.finished_at is not null and s.step_id not like '%[%'
      group by s.run_id`,
    values: [workflowId, runsLooked],
  });
  return rows.map((row) => row.durations);
}
