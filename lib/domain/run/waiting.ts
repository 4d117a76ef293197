import { whom } from '../gate/eligibility.ts';
import { dueGate } from './decide/open-gate.ts';
import { isFull } from './decide/prepare.ts';
import type { Wait } from './event.ts';
import { isStopped } from './moving.ts';
import { gatePolicyOf } from './policy-of.ts';
import type { RunState, StepPhase } from './state.ts';
import type { StepStatus, WaitReason } from './status.ts';

/** What a run or step waits for. `whom` empty: everyone who may decide. `until` in Unix ms. `text` is a whole sentence. */
export type Waiting = {
  reason: WaitReason;
  step?: string;
  gate?: string;
  whom?: string[];
  until?: number;
  text: string;
};

/** The status shown for a phase: waived and not taken are both skipped, the reason says which. */
export const shownStatus: Record<StepPhase, StepStatus> = {
  pending: 'pending',
  ready: 'ready',
  gated: 'waiting',
  queued: 'waiting',
  suspended: 'waiting',
  running: 'running',
  retrying: 'waiting',
  succeeded: 'succeeded',
  failed: 'failed',
  waived: 'skipped',
  notTaken: 'skipped',
  cancelled: 'cancelled',
};

/** Everything a run waits for, people first. */
export function waitingFor(state: RunState): Waiting[] {
  if (state.finishedAt !== null) return [];
  if (state.admittedAt === null) return [{ reason: 'slot', text: 'Waiting for its turn to start.' }];
  const gated = [...state.openGates].map((gate) => state.gates.get(gate)!.step);
  const ids = [...gated, ...state.retrying, ...[...state.suspended].slice(0, mostSuspended), ...state.active];
  return ids.flatMap((id) => stepWaiting(state, id) ?? []);
}

/** Of a map whose thousand items each wait, these say enough. */
const mostSuspended = 50;

/** What one step waits for; null when it moves or has ended. */
export function stepWaiting(state: RunState, id: string): Waiting | null {
  const step = state.steps.get(id)!;
  const { name, pool } = state.stepSpecs.get(id)!;
  if (step.gate !== null) {
    const gate = state.gates.get(step.gate)!;
    const asked = whom(gatePolicyOf(state, id, gate.placement), gate);
    return {
      reason: 'approval',
      step: id,
      gate: step.gate,
      whom: asked,
      until: gate.dueAt ?? undefined,
      text: `Waiting for ${asked.length > 0 ? asked.join(' or ') : 'a reviewer'} to decide ${name}.`,
    };
  }
  if (step.phase === 'retrying')
    return { reason: 'retry', step: id, until: step.retryAt ?? undefined, text: `${name} failed and is tried again.` };
  if (step.phase === 'suspended') return isStopped(state, id) ? null : suspendedWaiting(id, name, step.wait);
  if (step.phase === 'queued')
    return { reason: 'slot', step: id, text: `${name} waits for a free slot in pool ${pool}.` };
  if (step.phase === 'ready' && isFull(state) && dueGate(state, id, state.at) === null) {
    const { size } = state.active;
    const others = size === 1 ? '1 step of this run is' : `${size} steps of this run are`;
    return { reason: 'slot', step: id, text: `${name} waits: ${others} under way.` };
  }
  return null;
}

function suspendedWaiting(id: string, name: string, wait: Wait | null): Waiting | null {
  if (wait === null) return null;
  const until = wait.until ?? undefined;
  if (wait.child) return { reason: 'run', step: id, until, text: `Waiting for the run that ${name} started.` };
  if (wait.event !== undefined)
    return { reason: 'event', step: id, until, text: `${name} waits for the event ${wait.event}.` };
  return { reason: 'timer', step: id, until, text: `${name} waits for its time.` };
}

export function progressOf(state: RunState): { done: number; total: number } {
  return { done: state.steps.size - state.unfinished, total: state.steps.size };
}

/** The run's status as one sentence, without times (they tick on the page). */
export function runSentence(state: RunState): string {
  const { done, total } = progressOf(state);
  const steps = `${done} of ${total} ${total === 1 ? 'step' : 'steps'} done`;
  if (state.status === 'succeeded') return `Succeeded: ${steps}.`;
  if (state.status === 'failed') return `Failed: ${state.reason ?? state.error?.message ?? 'a step failed'}.`;
  if (state.status === 'cancelled')
    return `Cancelled${state.cancel ? ` by ${state.cancel.actor.name}` : ''}: ${state.reason ?? 'no reason given'}`;
  if (state.cancel) return 'Being cancelled: work under way is stopped.';
  const waits = waitingFor(state);
  if (waits[0]?.reason === 'approval' || state.active.size === 0)
    return `${waits[0]?.text ?? 'Waiting.'} ${steps}.`.replace('..', '.');
  const running = [...state.active].slice(0, 2).map((id) => state.stepSpecs.get(id)!.name);
  return `Running ${running.join(' and ')}${state.active.size > 2 ? ` and ${state.active.size - 2} more` : ''}, ${steps}.`;
}
