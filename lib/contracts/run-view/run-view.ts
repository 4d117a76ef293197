import { labelsOf } from '#lib/domain/label.ts';
import { progressOf, stepIds } from '#lib/domain/run/progress.ts';
import { aftermath, runSentence } from '#lib/domain/run/sentence.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { isRef } from '#lib/domain/run/value.ts';
import { waitingFor } from '#lib/domain/run/waiting.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import type { Eta, ParentRunView, RunView } from '../run.ts';
import type { RunStepView } from '../run-step.ts';
import type { WaitingFor } from '../waiting-for.ts';
import { shownValue } from './shown-value.ts';
import { isoOrNull, type StepFacts, servedWait, stepRefs, stepViews, waitingView } from './step-view.ts';

/** Hashes of all large values that a run's view mentions. */
export function refsOf(state: RunState): string[] {
  const own = [state.input, state.outputs].flatMap((value) => (value !== null && isRef(value) ? [value.ref] : []));
  return [...own, ...stepRefs(state, stepIds(state))];
}

/** Signals shown at most: a run may hold a thousand. */
const mostSignals = 100;

/** What the events of a run do not say about it. */
export type RunFacts = StepFacts & {
  id: string;
  number: number;
  draft: boolean;
  layout: Layout;
  eta: Eta | null;
  parent: ParentRunView | null;
  /** Why a queued run is not admitted yet; null for one that is not queued. */
  queued: WaitingFor[] | null;
};

/**
 * The run as a page and the API show it, from the fold of its events. `steps`: views that are known already, in their
 * order.
 */
export function runView(
  state: RunState,
  facts: RunFacts,
  steps: RunStepView[] = stepViews(state, stepIds(state), facts),
): RunView {
  const waits = waitingFor(state).map(waitingView);
  const explained = facts.queued ?? waits.map((wait) => servedWait(wait, facts.unserved));
  return {
    id: facts.id,
    number: facts.number,
    workflowId: state.workflowId,
    workflowName: state.workflowName,
    version: state.version,
    draft: facts.draft,
    labels: labelsOf(state.spec.labels, state.labels),
    status: state.status,
    waitingFor: [...asked(state, facts.children), ...explained],
    progress: progressOf(state),
    eta: facts.eta,
    startedBy: state.actor,
    queuedAt: new Date(state.startedAt).toISOString(),
    startedAt: isoOrNull(state.admittedAt),
    finishedAt: isoOrNull(state.finishedAt),
    error: state.error,
    reason: state.reason,
    steps,
    added: [...state.added.values()].map(({ spec }) => spec),
    paused: state.paused && {
      by: state.paused.actor,
      reason: state.paused.reason,
      at: new Date(state.paused.at).toISOString(),
    },
    failing: failingView(state),
    signals: state.signals.slice(0, mostSignals).map(({ id, name, actor, at }) => ({
      id,
      name,
      by: actor,
      at: new Date(at).toISOString(),
    })),
    awaited: [...new Set([...state.suspended].flatMap((id) => state.steps.get(id)!.wait?.event ?? []))],
    retries: state.spec.retryBudget === null ? null : { used: state.retriesUsed, budget: state.spec.retryBudget },
    rerunOf: repeats(state.reuse),
    parent: facts.parent,
    input: shownValue(state.input, facts.previews),
    outputs: shownValue(state.outputs, facts.previews),
    spec: state.spec,
    layout: facts.layout,
    seq: state.seq,
    sentence: saidWith(runSentence(state), waits[0], explained[0]),
  };
}

const saidWith = (sentence: string, plain?: WaitingFor, explained?: WaitingFor) =>
  plain && explained ? sentence.replace(plain.text, () => explained.text) : sentence;

function repeats(reuse: RunState['reuse']): RunView['rerunOf'] {
  return reuse?.runId != null && reuse.number !== null ? { id: reuse.runId, number: reuse.number } : null;
}

/** Approvals that its children wait for: whoever looks at this run is led there. */
function asked(state: RunState, children: RunFacts['children']): WaitingFor[] {
  return [...state.suspended].flatMap((step) => {
    const child = state.steps.get(step)!.wait?.child;
    const { waitingFor: waits = [] } = (child && children.get(child.runId)) || {};
    return waits.filter(({ reason }) => reason === 'approval').map((wait) => ({ ...wait, step }));
  });
}

/** What follows its failure, as long as that is under way. */
function failingView(state: RunState): RunView['failing'] {
  if (!state.failing || state.finishedAt !== null) return null;
  const { reason, at } = state.failing;
  const rollingBack = [...state.added].some(([id, { why }]) => why === 'undo' && !state.steps.get(id)!.finishedAt);
  const deadlineAt = rollingBack ? state.failing.deadlineAt : null;
  return { reason, at: new Date(at).toISOString(), deadlineAt: isoOrNull(deadlineAt), doing: aftermath(state) };
}
