import type { RunView } from '#lib/contracts/run.ts';
import { refsOf, runView } from '#lib/contracts/run-view/run-view.ts';
import type { Previews } from '#lib/contracts/run-view/shown-value.ts';
import { type StepFacts, waitingView } from '#lib/contracts/run-view/step-view.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { waitingFor } from '#lib/domain/run/waiting.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { layoutOf } from '../workflows/workflow-row.ts';
import { childrenOf, parentOf } from './child-runs.ts';
import { etaOf } from './eta.ts';
import { findRun, type RunRow } from './find-run.ts';
import { queuedReasons, unservedPools } from './queued-reasons.ts';
import { withState } from './run-states.ts';

/** Everything about a run as it is now. Large values are shown by their beginning (see `largeValue`). */
export async function getRun(caller: Identity, id: string): Promise<RunView> {
  authorize(caller, 'run.read');
  const row = await findRun(caller, id);
  return withState(row, (state) => viewOf(row, state));
}

async function viewOf(row: RunRow, state: RunState): Promise<RunView> {
  const { id, number, draft } = row;
  const [layout, facts, parent, eta, queued] = await Promise.all([
    layoutFor(row, state.version),
    stepFacts(row, state, refsOf(state)),
    parentOf(row, state.parent),
    etaOf(state),
    queuedReasons([{ id, status: state.status }]),
  ]);
  return runView(state, { ...facts, id, number, draft, layout, parent, eta, queued: queued.get(id) ?? null });
}

/** What the state does not say about its steps; `refs`: the large values to be shown. */
export async function stepFacts(row: RunRow, state: RunState, refs: readonly string[]): Promise<StepFacts> {
  const [previews, children, unserved] = await Promise.all([
    previewsOf(row.workspaceId, refs),
    childrenOf(row),
    unservedPools([{ waitingFor: waitingFor(state).map(waitingView) }]),
  ]);
  return { previews, children, unserved };
}

/** Positions of the version that runs; those of the draft for a draft run. */
async function layoutFor(row: RunRow, version: number | null) {
  const { rows } = await database().pool.query<{ layout: unknown }>(
    version === null
      ? 'SELECT layout FROM workflow WHERE id = $1'
      : 'SELECT layout FROM workflow_version WHERE workflow_id = $1 AND number = $2',
    version === null ? [row.workflowId] : [row.workflowId, version],
  );
  return layoutOf(rows[0]?.layout);
}

/** The beginning of large values' JSON text, by hash. */
export async function previewsOf(workspaceId: string, hashes: readonly string[]): Promise<Previews> {
  if (hashes.length === 0) return new Map();
  const { rows } = await database().pool.query<{ hash: string; preview: string }>(
    'SELECT hash, left(text, 500) AS preview FROM payload WHERE workspace_id = $1 AND hash = ANY($2)',
    [workspaceId, [...new Set(hashes)]],
  );
  return new Map(rows.map((row) => [row.hash, row.preview]));
}
