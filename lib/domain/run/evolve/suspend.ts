import type { RunEvent } from '../event.ts';
import type { RunState } from '../state.ts';

/** The attempt gives its worker back and waits. */
export function suspend(state: RunState, event: Extract<RunEvent, { type: 'attempt.suspended' }>): void {
  const { step: id, wait } = event.data;
  const step = state.steps.get(id)!;
  state.active.delete(id);
  state.suspended.add(id);
  step.phase = 'suspended';
  step.wait = wait;
}

/** The same attempt is executed again. */
export function resumeAttempt(state: RunState, event: Extract<RunEvent, { type: 'attempt.resumed' }>): void {
  const { step: id, epoch, worker } = event.data;
  const step = state.steps.get(id)!;
  state.suspended.delete(id);
  state.active.add(id);
  step.phase = 'running';
  step.epoch = epoch;
  step.worker = worker ?? null;
}
