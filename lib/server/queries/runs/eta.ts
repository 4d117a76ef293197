import type { RunState } from '#lib/domain/run/state.ts';
import type { RunStatus } from '#lib/domain/run/status.ts';
import { expectedEnd, type Progress } from '#lib/domain/workflow/plan.ts';
import type { StepSpec } from '#lib/domain/workflow/spec.ts';
import { database } from '#lib/storage/database.ts';
import { stepDurations } from '../workflows/step-durations.ts';

/** Runs of more steps are not foretold in lists. */
const mostSteps = 500;

type Step = Pick<StepSpec, 'id' | 'kind' | 'needs'>;
type Listed = { id: string; workflowId: string; version: number | null; status: RunStatus; total: number };

const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** When this run would end; null while it waits, after its end, and where its steps have no history. */
export async function etaOf(state: RunState): Promise<string | null> {
  if (state.status !== 'running') return null;
  const progress = new Map<string, Progress>();
  for (const [id, { finishedAt, startedAt }] of state.steps)
    progress.set(id, { ended: finishedAt !== null, startedAt });
  return isoOf(expectedEnd(state.spec.steps, await stepDurations(state.workflowId), progress, Date.now()));
}

/** The same for runs of a list, by id: those of published versions. */
export async function etasOf(runs: readonly Listed[]): Promise<Map<string, string | null>> {
  const live = runs.filter(
    ({ status, version, total }) => status === 'running' && version !== null && total <= mostSteps,
  );
  if (live.length === 0) return new Map();
  const [specs, progress] = await Promise.all([stepsOf(live), progressOf(live)]);
  const now = Date.now();
  return new Map(
    await Promise.all(
      live.map(async ({ id, workflowId, version }): Promise<[string, string | null]> => {
        const steps = specs.get(`${workflowId} ${version}`) ?? [];
        const end = expectedEnd(steps, await stepDurations(workflowId), progress.get(id) ?? new Map(), now);
        return [id, isoOf(end)];
      }),
    ),
  );
}

async function stepsOf(runs: readonly Listed[]): Promise<Map<string, Step[]>> {
  const { rows } = await database().pool.query<{ workflowId: string; version: number; steps: Step[] }>(
    `SELECT v.workflow_id AS "workflowId", v.number AS version,
       (SELECT json_agg(json_build_object('id', s -> 'id', 'kind', s -> 'kind', 'needs', coalesce(s -> 'needs', '[]')))
        FROM json_array_elements(v.spec -> 'steps') s) AS steps
     FROM workflow_version v JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::int[]) AS t(id, number)) t
       ON v.workflow_id = t.id AND v.number = t.number`,
    [runs.map(({ workflowId }) => workflowId), runs.map(({ version }) => version)],
  );
  return new Map(rows.map(({ workflowId, version, steps }) => [`${workflowId} ${version}`, steps]));
}

async function progressOf(runs: readonly Listed[]): Promise<Map<string, Map<string, Progress>>> {
  const { rows } = await database().pool.query<{ run: string; step: string; ended: boolean; started: Date | null }>(
    `SELECT run_id AS run, step_id AS step, finished_at IS NOT NULL AS ended, started_at AS started
     FROM run_step WHERE run_id = ANY($1)`,
    [runs.map(({ id }) => id)],
  );
  const found = new Map<string, Map<string, Progress>>();
  for (const { run, step, ended, started } of rows) {
    const own = found.get(run) ?? new Map<string, Progress>();
    own.set(step, { ended, startedAt: started?.getTime() ?? null });
    found.set(run, own);
  }
  return found;
}
