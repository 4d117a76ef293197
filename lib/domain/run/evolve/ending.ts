import type { RunEvent } from '../event.ts';
import { awaitsReuse } from '../same-as-before.ts';
import type { RunState, StepPhase } from '../state.ts';
import { endItemStep, stopItems } from './map.ts';

export type StepEnd = 'succeeded' | 'failed' | 'waived' | 'notTaken' | 'cancelled';
export const ended: ReadonlySet<StepPhase> = new Set<StepPhase>([
  'succeeded',
  'failed',
  'waived',
  'notTaken',
  'cancelled',
]);

/** Stands for "whichever it will be" when an outcome is only foreseen (lib/domain/gate/preview.ts); no outcome has this name. */
export const anyOutcome = '*';

/** Whether an edge is met by how its step ended (design §2, "Results and edges"). */
export function edgeMet(on: string, end: StepEnd, outcome: string | null): boolean {
  if (end === 'cancelled') return false;
  if (on === 'success') return end === 'succeeded' || end === 'waived';
  if (on === 'failure') return end === 'failed';
  if (on === 'always') return end !== 'notTaken';
  if (on === 'notTaken') return end === 'notTaken';
  return end === 'succeeded' && (outcome === on || outcome === anyOutcome);
}

/** The step's needs are met (or it goes round again): the driver prepares it next. */
export function readyStep(state: RunState, id: string, at: number): void {
  const step = state.steps.get(id)!;
  step.phase = 'ready';
  step.readyAt = at;
  state.ready.add(id);
}

/** Whoever stops waiting for a child run that has not ended says so to the child (see lib/engine/effects.ts). */
export function leaveChild(state: RunState, id: string): void {
  const child = state.suspended.has(id) ? state.steps.get(id)!.wait?.child : undefined;
  if (child) state.childrenLeft.push({ runId: child.runId, seq: state.seq });
}

/** Takes a step off every work list. */
export function leaveLists(state: RunState, id: string): void {
  leaveChild(state, id);
  state.ready.delete(id);
  state.unreachable.delete(id);
  state.gatesDue.delete(id);
  state.active.delete(id);
  state.retrying.delete(id);
  state.suspended.delete(id);
}

/** Ends a step once and tells its dependents. */
export function finishStep(state: RunState, id: string, end: StepEnd, at: number): void {
  const step = state.steps.get(id)!;
  if (!ended.has(step.phase)) state.unfinished -= 1;
  step.phase = end;
  step.finishedAt = at;
  step.endSeq = state.seq;
  step.gateDue = null;
  step.retryAt = null;
  leaveLists(state, id);
  state.holds.delete(id);
  const dependents = state.dependents.get(id) ?? [];
  if (end === 'failed' && dependents.some((edge) => edge.on === 'failure')) step.accepted = true;
  for (const edge of dependents) {
    const next = state.steps.get(edge.step)!;
    next.undecided -= 1;
    if (edgeMet(edge.on, end, step.outcome)) next.met += 1;
    weighNeeds(state, edge.step, at);
  }
  if (state.maps.size > 0) {
    endItemStep(state, id);
    if (state.maps.has(id)) stopItems(state, id, at);
  }
  if (end === 'succeeded' || end === 'failed') dueRules(state, id);
}

/** A rule is due when every step it names has come to a result. In a run that has failed none is: it is over. */
function dueRules(state: RunState, id: string): void {
  if (state.failing !== null) return;
  for (const rule of state.rulesOf.get(id) ?? []) {
    const named = state.ruleSteps.get(rule)!;
    if (named.every((step) => hasResult.has(state.steps.get(step)!.phase))) state.rulesDue.add(rule);
  }
}

const hasResult: ReadonlySet<StepPhase> = new Set<StepPhase>(['succeeded', 'failed']);

/** A pending step becomes ready when enough needs are met, and unreachable when that can no longer happen. */
export function weighNeeds(state: RunState, id: string, at: number): void {
  const step = state.steps.get(id)!;
  if (step.phase !== 'pending') return;
  const { join } = state.stepSpecs.get(id)!;
  state.unreachable.delete(id);
  // What may be taken over from an earlier run waits until all it needs has ended: only then is it known to be the same.
  if (step.met >= join && (step.undecided === 0 || !awaitsReuse(state, id))) readyStep(state, id, at);
  else if (step.met + step.undecided < join) state.unreachable.add(id);
}

/** Ends the run; what had not ended is cancelled with it. */
export function finishRun(state: RunState, event: Extract<RunEvent, { type: 'run.finished' }>): void {
  state.status = event.data.status;
  state.finishedAt = event.at;
  state.outputs = event.data.outputs ?? null;
  state.error = event.data.error ?? null;
  state.reason = event.data.reason ?? null;
  for (const id of state.suspended) leaveChild(state, id);
  for (const step of state.steps.values()) {
    if (ended.has(step.phase)) continue;
    step.phase = 'cancelled';
    step.finishedAt = event.at;
    step.reason = event.data.reason ?? null;
    state.unfinished -= 1;
  }
  for (const list of [state.ready, state.unreachable, state.gatesDue, state.active, state.retrying, state.suspended])
    list.clear();
  state.rulesDue.clear();
  state.holds.clear();
}
