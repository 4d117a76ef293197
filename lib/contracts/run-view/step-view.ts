import type { ArtifactView } from '#lib/contracts/artifact.ts';
import type { ChildRunView, RunStepView } from '#lib/contracts/run-step.ts';
import type { WaitingFor } from '#lib/contracts/waiting-for.ts';
import type { Artifact } from '#lib/domain/run/artifact.ts';
import { stepControls } from '#lib/domain/run/decide/step-control.ts';
import { itemStep } from '#lib/domain/run/item.ts';
import { itemCounts, mapStands } from '#lib/domain/run/map-items.ts';
import type { RunState, StepState } from '#lib/domain/run/state.ts';
import { isRef } from '#lib/domain/run/value.ts';
import { shownStatus, stepWaiting, type Waiting } from '#lib/domain/run/waiting.ts';
import { callsOf, sealsOf } from './seals.ts';
import { type Previews, shownValue } from './shown-value.ts';

/** What the events of a run do not say about its steps. */
export type StepFacts = {
  previews: Previews;
  /** By their ids. */
  children: ReadonlyMap<string, ChildRunView>;
  /** Pools that no worker serves. */
  unserved: ReadonlySet<string>;
};

export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export const waitingView = ({ until, ...waiting }: Waiting): WaitingFor => ({
  ...waiting,
  ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
});

export const servedWait = (wait: WaitingFor, unserved: StepFacts['unserved']): WaitingFor =>
  wait.pool === undefined || !unserved.has(wait.pool)
    ? wait
    : { ...wait, served: false, text: `${wait.text.replace(/\.$/, '')}: no worker serves it.` };

/** Hashes of the large values that the views of these steps mention. */
export const stepRefs = (state: RunState, ids: Iterable<string>): string[] =>
  [...ids].flatMap((id) => {
    const { params, output } = state.steps.get(id)!;
    return [params, output].flatMap((value) => (value !== null && isRef(value) ? [value.ref] : []));
  });

/** These steps as a page and the API show them. */
export function stepViews(state: RunState, ids: Iterable<string>, facts: StepFacts): RunStepView[] {
  const { previews, children, unserved } = facts;
  const asked = new Set(ids);
  const gates = Map.groupBy(
    [...state.gates.values()].filter(({ step }) => asked.has(step)),
    ({ step }) => step,
  );
  const controls = stepControls(state);
  return [...asked].map((id) => {
    const step = state.steps.get(id)!;
    const spec = state.stepSpecs.get(id)!;
    const stands = mapStands(state, id);
    const waits = stepWaiting(state, stands?.on ?? id);
    const added = state.added.get(id);
    return {
      id,
      name: spec.name,
      kind: spec.kind,
      added: added ? { why: added.why, rule: added.rule } : null,
      item: itemOf(state, id),
      items: itemCounts(state, id),
      fallback: step.fallback === 0 ? null : step.fallback,
      may: controls(id),
      status: stands?.status ?? shownStatus[step.phase],
      reason: reasonInWords(step),
      waitingFor: waits && servedWait(waitingView(waits), unserved),
      attempt: step.attempt,
      reused: step.reused,
      cached: step.cached && { ...step.cached, at: new Date(step.cached.at).toISOString() },
      startedAt: isoOrNull(step.startedAt),
      finishedAt: isoOrNull(step.finishedAt),
      outcome: step.outcome,
      warning: step.warning,
      input: shownValue(step.params, previews),
      output: shownValue(step.output, previews),
      error: step.error,
      key: step.key,
      artifacts: step.artifacts.map((artifact) => artifactView(artifact, id, step.attempt)),
      seals: sealsOf(gates.get(id) ?? []),
      calls: callsOf(gates.get(id) ?? []),
      gate: step.gate,
      child: childView(step, children),
    };
  });
}

function itemOf(state: RunState, id: string): RunStepView['item'] {
  const at = itemStep(id);
  if (!at) return null;
  const inner = state.stepSpecs.get(at.map)?.nested.find((step) => step.id === at.inner);
  return { map: at.map, index: at.index, name: inner?.name ?? at.inner };
}

/** One that was asked for and has not been made yet is queued; one that could not be made is none. */
function childView({ wait, phase }: StepState, children: StepFacts['children']): ChildRunView | null {
  if (!wait?.child) return null;
  const { runId, workflow } = wait.child;
  const made = children.get(runId);
  if (made || phase !== 'suspended') return made ?? null;
  return { runId, number: null, workflowName: workflow, status: 'queued', waitingFor: [] };
}

export const artifactView = (artifact: Artifact, step: string, attempt: number): ArtifactView => ({
  id: artifact.id,
  name: artifact.name,
  mediaType: artifact.mediaType,
  bytes: artifact.bytes,
  hash: artifact.hash,
  step,
  attempt,
});

/** Why a step was skipped, failed or cancelled, in words; null when its status says it all. */
function reasonInWords(step: StepState): string | null {
  if (step.reason) return step.reason;
  if (step.phase === 'failed') return step.error?.message ?? null;
  if (step.phase === 'waived') return 'A reviewer skipped it.';
  if (step.phase === 'cancelled') return 'The run was cancelled.';
  return null;
}
