import { systemActor } from '../../access/actor.ts';
import type { MachineCommand, PersonCommand } from '../command.ts';
import type { Decision } from '../decide.ts';
import type { NewRunEvent } from '../event.ts';
import type { RunState } from '../state.ts';

/** Cancel is requested, in-flight work is aborted by its holder, then the run ends. With nothing in flight it ends at once. */
export function cancel(state: RunState, command: Extract<PersonCommand, { type: 'cancel' }>): Decision {
  if (state.finishedAt !== null)
    return { ok: false, refusal: { code: 'run_ended', message: `The run has ${state.status} already.` } };
  // Asked twice: the first request stands.
  if (state.cancel) return { ok: true, events: [] };
  return { ok: true, events: cancelEvents(state, { actor: command.actor, reason: command.reason }) };
}

export function runTimedOut(state: RunState, now: number): NewRunEvent[] {
  if (state.cancel || state.paused || state.deadlineAt === null || now < state.deadlineAt) return [];
  return cancelEvents(state, {
    actor: systemActor,
    reason: 'The run took longer than its time limit.',
    timedOut: true,
  });
}

/** A child run that nobody waits for any more is not wanted. */
export function parentStopped(
  state: RunState,
  { reason }: Extract<MachineCommand, { type: 'parentStopped' }>,
): NewRunEvent[] {
  return state.cancel ? [] : cancelEvents(state, { actor: systemActor, reason });
}

export function cancelEvents(
  state: RunState,
  request: { actor: RunState['actor']; reason: string; timedOut?: boolean },
  closing: string | null = null,
): NewRunEvent[] {
  const events: NewRunEvent[] = [{ type: 'run.cancelRequested', data: request }];
  for (const gate of state.openGates) {
    if (gate !== closing)
      events.push({
        type: 'gate.closed',
        data: { gate, step: state.gates.get(gate)!.step, action: 'void', by: request.actor, comment: request.reason },
      });
  }
  if (state.active.size === 0) events.push(endOf(request));
  return events;
}

/** How a cancelled run ends: a run past its time limit has failed. */
export function endOf(request: { reason: string; timedOut?: boolean }): NewRunEvent {
  if (!request.timedOut) return { type: 'run.finished', data: { status: 'cancelled', reason: request.reason } };
  return {
    type: 'run.finished',
    data: { status: 'failed', reason: request.reason, error: { kind: 'timeout', message: request.reason } },
  };
}
