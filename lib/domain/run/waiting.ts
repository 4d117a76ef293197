import { bookOf } from '../gate/book.ts';
import { whom } from '../gate/eligibility.ts';
import { dueGate } from './decide/open-gate.ts';
import { isFull } from './decide/prepare.ts';
import { isStopped } from './moving.ts';
import type { RunState, StepPhase } from './state.ts';
import type { StepStatus, WaitReason } from './status.ts';
import type { Wait } from './wait.ts';

/** What a run or step waits for. `whom` empty: everyone who may decide. `until` in Unix ms. `text` is a whole sentence. */
export type Waiting = {
  reason: WaitReason;
  step?: string;
  gate?: string;
  whom?: string[];
  /** In which it waits for a slot. */
  pool?: string;
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
  if (state.admittedAt === null) return [{ reason: 'slot', text: 'Waits for its turn to start.' }];
  const gated = [...state.openGates].slice(0, mostWaits).map((gate) => state.gates.get(gate)!.step);
  const ids = [...gated, ...state.retrying, ...[...state.suspended].slice(0, mostWaits), ...state.active];
  return ids.flatMap((id) => stepWaiting(state, id) ?? []);
}

/** Of a map whose thousand items each wait, these say enough. */
const mostWaits = 50;

/** What one step waits for; null when it moves or has ended. */
export function stepWaiting(state: RunState, id: string): Waiting | null {
  const step = state.steps.get(id)!;
  const { name, pool } = state.stepSpecs.get(id)!;
  if (step.gate !== null) {
    const gate = state.gates.get(step.gate)!;
    const asked = whom(bookOf(state, gate));
    return {
      reason: 'approval',
      step: id,
      gate: step.gate,
      whom: asked,
      until: gate.dueAt ?? undefined,
      text: `Waiting for ${asked.length > 0 ? asked.join(' or ') : 'a reviewer'} to decide ${saidName(name)}.`,
    };
  }
  if (step.phase === 'retrying')
    return { reason: 'retry', step: id, until: step.retryAt ?? undefined, text: `${name} failed and is tried again.` };
  if (step.phase === 'suspended') return isStopped(state, id) ? null : suspendedWaiting(id, name, step.wait);
  if (step.phase === 'queued')
    return { reason: 'slot', step: id, pool, text: `${name} waits for a free slot in pool ${pool}.` };
  if (step.phase === 'ready' && isFull(state) && dueGate(state, id, state.at) === null) {
    const { size } = state.active;
    const others = size === 1 ? '1 step of this run is' : `${size} steps of this run are`;
    return { reason: 'slot', step: id, text: `${name} waits: ${others} under way.` };
  }
  return step.phase === 'ready' ? heldBack(state, id, name) : null;
}

/** Names that are sentences themselves stand in quotes. */
export const saidName = (name: string) => (/[.?!:]/.test(name) ? `“${name}”` : name);

/** A rule's gate keeps everything else from starting. */
function heldBack(state: RunState, id: string, name: string): Waiting | null {
  const [hold] = state.holds;
  if (hold === undefined || state.holds.has(id)) return null;
  const gate = state.steps.get(hold)!.gate ?? undefined;
  const text = `${name} is held back until ${saidName(state.stepSpecs.get(hold)!.name)} is decided.`;
  return { reason: 'approval', step: id, gate, text };
}

function suspendedWaiting(id: string, name: string, wait: Wait | null): Waiting | null {
  if (wait === null) return null;
  const until = wait.until ?? undefined;
  if (wait.child) return { reason: 'run', step: id, until, text: `Waiting for the run that ${name} started.` };
  if (wait.event !== undefined)
    return { reason: 'event', step: id, until, text: `${name} waits for the signal ${wait.event}.` };
  return { reason: 'timer', step: id, until, text: `${name} waits for its time.` };
}
