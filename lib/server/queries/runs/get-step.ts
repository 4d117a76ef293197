import type { RunStepDetail } from '#lib/contracts/run-step.ts';
import { stepDetail } from '#lib/contracts/run-view/step-detail.ts';
import { stepRefs } from '#lib/contracts/run-view/step-view.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { readStepEvents } from '#lib/storage/engine/read-state.ts';
import { findRun, type RunRow } from './find-run.ts';
import { stepFacts } from './get-run.ts';
import { withState } from './run-states.ts';

/** One step of a run with its attempts, also of an item (`scan[3].check`) or one that came in while the run went on. */
export async function getStep(caller: Identity, id: string, step: string): Promise<RunStepDetail> {
  authorize(caller, 'run.read');
  const row = await findRun(caller, id);
  return withState(row, (state) => detailOf(row, state, step));
}

async function detailOf(row: RunRow, state: RunState, step: string): Promise<RunStepDetail> {
  if (!state.steps.has(step)) throw refuse('not_found', 'The run has no such step.');
  const [events, facts] = await Promise.all([
    readStepEvents(database().pool, { runId: row.id, step }),
    stepFacts(row, state, stepRefs(state, [step])),
  ]);
  return stepDetail(state, { step, events }, facts);
}
