import type { Eta } from '#lib/contracts/run.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { RunStatus } from '#lib/domain/run/status.ts';
import { estimateLeft } from '#lib/domain/workflow/estimate.ts';
import type { Durations, Progress } from '#lib/domain/workflow/plan.ts';
import type { StepSpec } from '#lib/domain/workflow/spec.ts';
import { database } from '#lib/storage/database.ts';
import { runHistory } from '../workflows/run-history.ts';

/** Runs of more steps are not foretold in lists. */
const mostSteps = 500;

type Step = Pick<StepSpec, 'id' | 'kind' | 'needs'>;
type Listed = { id: string; workflowId: string; version: number | null; status: RunStatus; total: number };

const underWay: ReadonlySet<RunStatus> = new Set(['running', 'waiting', 'paused']);

/** Work left of this run; null after its end, before its start and where its workflow has too little history. */
export async function etaOf(state: RunState): Promise<Eta | null> {
  if (!underWay.has(state.status)) return null;
  const progress = new Map<string, Progress>();
  for (const [id, { finishedAt, startedAt, phase, attempt }] of state.steps)
    progress.set(id, progressOfStep({ over: finishedAt !== null, asked: phase === 'gated' && attempt > 0, startedAt }));
  return eta(state.spec.steps, await runHistory(state.workflowId), progress);
}

/** A step whose result waits for a person has done its work. */
const progressOfStep = ({ over, asked, startedAt }: { over: boolean; asked: boolean; startedAt: number | null }) => ({
  ended: over || asked,
  startedAt,
});

function eta(
  steps: readonly Step[],
  history: readonly Durations[],
  progress: ReadonlyMap<string, Progress>,
): Eta | null {
  const now = Date.now();
  const left = estimateLeft(steps, history, progress, now);
  return left && { asOf: new Date(now).toISOString(), ...left };
}

/** The same for runs of a list, by id: those of published versions. */
export async function etasOf(runs: readonly Listed[]): Promise<Map<string, Eta | null>> {
  const live = runs.filter(
    ({ status, version, total }) => underWay.has(status) && version !== null && total <= mostSteps,
  );
  if (live.length === 0) return new Map();
  const [specs, progress] = await Promise.all([stepsOf(live), progressOf(live)]);
  return new Map(
    await Promise.all(
      live.map(async ({ id, workflowId, version }): Promise<[string, Eta | null]> => {
        const steps = specs.get(`${workflowId} ${version}`) ?? [];
        return [id, eta(steps, await runHistory(workflowId), progress.get(id) ?? new Map())];
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
  const { rows } = await database().pool.query<{
    run: string;
    step: string;
    over: boolean;
    asked: boolean;
    started: Date | null;
  }>(
    `SELECT run_id AS run, step_id AS step, finished_at IS NOT NULL AS over, phase = 'gated' AND attempt > 0 AS asked,
       started_at AS started
     FROM run_step WHERE run_id = ANY($1)`,
    [runs.map(({ id }) => id)],
  );
  const found = new Map<string, Map<string, Progress>>();
  for (const { run, step, over, asked, started } of rows) {
    const own = found.get(run) ?? new Map<string, Progress>();
    own.set(step, progressOfStep({ over, asked, startedAt: started?.getTime() ?? null }));
    found.set(run, own);
  }
  return found;
}
