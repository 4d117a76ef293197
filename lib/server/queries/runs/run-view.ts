import type {
  ArtifactView,
  ChildRunView,
  ParentRunView,
  RunStepView,
  RunView,
  SealView,
  WaitingFor,
} from '#lib/contracts/run.ts';
import type { Artifact } from '#lib/domain/run/artifact.ts';
import type { GateState, RunState, StepState } from '#lib/domain/run/state.ts';
import { isRef, type Value } from '#lib/domain/run/value.ts';
import {
  progressOf,
  runSentence,
  shownStatus,
  stepWaiting,
  type Waiting,
  waitingFor,
} from '#lib/domain/run/waiting.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';

/**
 * What a value looks like in an answer: itself, or for a large one `{ref, bytes, preview}`; the whole of it is at
 * GET /runs/{id}/values/{ref}.
 */
export type ShownValue = unknown;

/** First characters of large values by hash. */
export type Previews = ReadonlyMap<string, string>;

export function shownValue(value: Value | null, previews: Previews): ShownValue {
  if (value === null) return null;
  return isRef(value) ? { ref: value.ref, bytes: value.bytes, preview: previews.get(value.ref) ?? '' } : value.v;
}

/** Hashes of all large values that a run's view mentions. */
export function refsOf(state: RunState): string[] {
  const values = [
    state.input,
    state.outputs,
    ...[...state.steps.values()].flatMap((step) => [step.params, step.output]),
  ];
  return values.flatMap((value) => (value !== null && isRef(value) ? [value.ref] : []));
}

export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export const waitingView = ({ until, ...waiting }: Waiting): WaitingFor => ({
  ...waiting,
  ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
});

export type RunFacts = {
  id: string;
  number: number;
  draft: boolean;
  layout: Layout;
  previews: Previews;
  eta: string | null;
  parent: ParentRunView | null;
  /** By their ids. */
  children: ReadonlyMap<string, ChildRunView>;
};

/** The run as a page and the API show it, from the fold of its events. */
export function runView(state: RunState, facts: RunFacts): RunView {
  return {
    id: facts.id,
    number: facts.number,
    workflowId: state.workflowId,
    workflowName: state.workflowName,
    version: state.version,
    draft: facts.draft,
    status: state.status,
    waitingFor: [...asked(state, facts.children), ...waitingFor(state).map(waitingView)],
    progress: progressOf(state),
    eta: facts.eta,
    startedBy: state.actor,
    queuedAt: new Date(state.startedAt).toISOString(),
    startedAt: isoOrNull(state.admittedAt),
    finishedAt: isoOrNull(state.finishedAt),
    error: state.error,
    reason: state.reason,
    steps: stepViews(state, facts),
    rerunOf: state.reuse && { id: state.reuse.runId, number: state.reuse.number },
    parent: facts.parent,
    input: shownValue(state.input, facts.previews),
    outputs: shownValue(state.outputs, facts.previews),
    spec: state.spec,
    layout: facts.layout,
    seq: state.seq,
    sentence: runSentence(state),
  };
}

/** Approvals that its children wait for: whoever looks at this run is led there. */
function asked(state: RunState, children: RunFacts['children']): WaitingFor[] {
  return [...state.suspended].flatMap((step) => {
    const child = state.steps.get(step)!.wait?.child;
    const { waitingFor: waits = [] } = (child && children.get(child.runId)) || {};
    return waits.filter(({ reason }) => reason === 'approval').map((wait) => ({ ...wait, step }));
  });
}

/** One that was asked for and has not been made yet is queued; one that could not be made is none. */
function childView({ wait, phase }: StepState, children: RunFacts['children']): ChildRunView | null {
  if (!wait?.child) return null;
  const { runId, workflow } = wait.child;
  const made = children.get(runId);
  if (made || phase !== 'suspended') return made ?? null;
  return { runId, number: null, workflowName: workflow, status: 'queued', waitingFor: [] };
}

function stepViews(state: RunState, { previews, children }: RunFacts): RunStepView[] {
  const seals = Map.groupBy(sealsOf(state), (seal) => seal.step);
  return [...state.steps].map(([id, step]) => {
    const spec = state.stepSpecs.get(id)!;
    const waits = stepWaiting(state, id);
    return {
      id,
      name: spec.name,
      kind: spec.kind,
      status: shownStatus[step.phase],
      reason: reasonInWords(step),
      waitingFor: waits && waitingView(waits),
      attempt: step.attempt,
      reused: step.reused,
      startedAt: isoOrNull(step.startedAt),
      finishedAt: isoOrNull(step.finishedAt),
      outcome: step.outcome,
      warning: step.warning,
      input: shownValue(step.params, previews),
      output: shownValue(step.output, previews),
      error: step.error,
      key: step.key,
      artifacts: step.artifacts.map((artifact) => artifactView(artifact, id, step.attempt)),
      seals: seals.get(id) ?? [],
      gate: step.gate,
      child: childView(step, children),
    };
  });
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

/** Every signature of a run: the votes that stand, and what closed by itself on expiry; oldest first. */
export function sealsOf(state: RunState): SealView[] {
  return [...state.gates.values()].flatMap(gateSeals).toSorted((a, b) => a.at.localeCompare(b.at));
}

function gateSeals(gate: GateState): SealView[] {
  const place = { gate: gate.id, step: gate.step, placement: gate.placement };
  if (gate.reused) {
    const { runId, number, signers } = gate.reused;
    return signers.map(({ actor, action, at, comment }) => ({
      ...place,
      action,
      outcome: action === 'outcome' ? (gate.closed?.outcome ?? null) : null,
      by: actor,
      at: new Date(at).toISOString(),
      selfSigned: false,
      comment: comment ?? null,
      expired: false,
      from: { runId, number },
    }));
  }
  const votes = gate.votes
    .filter((vote) => !vote.void)
    .map((vote) => ({
      ...place,
      action: vote.action,
      outcome: vote.outcome,
      by: vote.actor,
      at: new Date(vote.at).toISOString(),
      selfSigned: vote.selfSigned,
      comment: vote.comment,
      expired: false,
    }));
  if (!gate.closed?.expired) return votes;
  const { action, outcome, by, at, comment } = gate.closed;
  return [
    ...votes,
    { ...place, action, outcome, by, at: new Date(at).toISOString(), selfSigned: false, comment, expired: true },
  ];
}
