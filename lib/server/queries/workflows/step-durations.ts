import type { Durations } from '#lib/domain/workflow/plan.ts';
import { database } from '#lib/storage/database.ts';

const runsLooked = 60;
const attemptsCounted = 20;
const freshMs = 20_000;
const cached = new Map<string, { at: number; durations: Promise<Durations> }>();

/**
 * Ms that the steps of a workflow usually take: the middle of the last 20 times that each succeeded, of its last runs. A
 * gate's asking after a step does not count, nor what was taken over from another run. At most 20 s old.
 */
export function stepDurations(workflowId: string): Promise<Durations> {
  const known = cached.get(workflowId);
  if (known && performance.now() - known.at < freshMs) return known.durations;
  if (cached.size >= 500) cached.clear();
  const durations = readDurations(workflowId);
  cached.set(workflowId, { at: performance.now(), durations });
  // Without any history the first one is not waited for.
  durations.then(
    (found) => Object.keys(found).length === 0 && cached.delete(workflowId),
    () => cached.delete(workflowId),
  );
  return durations;
}

async function readDurations(workflowId: string): Promise<Durations> {
  const { rows } = await database().pool.query<{ step: string; ms: number }>({
    name: 'step_durations',
    text: `with recent as (select id, number from run where workflow_id = $1 and not draft order by number desc limit $2),
      took as (
        select s.step_id, extract(epoch from coalesce(g.asked, s.finished_at) - s.started_at) * 1000 as ms,
          row_number() over (partition by s.step_id order by r.number desc) as place
        from recent r join run_step s on s.run_id = r.id
          left join lateral (
            select min(opened_at) as asked from gate
            where run_id = r.id and step_id = s.step_id and placement = 'after' and opened_at >= s.started_at
          ) g on true
        where s.phase = 'succeeded' and s.started_at is not null and s.finished_at is not null
          and s.step_id not like '%[%'
      )
      select step_id as step, round(percentile_cont(0.5) within group (order by ms))::float8 as ms
      from took where place <= $3 group by step_id`,
    values: [workflowId, runsLooked, attemptsCounted],
  });
  return Object.fromEntries(rows.map(({ step, ms }) => [step, ms]));
}
