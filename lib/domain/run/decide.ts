import type { Command, HolderCommand, MachineCommand, Refusal } from './command.ts';
import {
  attemptFailed,
  attemptLost,
  attemptStarted,
  attemptSucceeded,
  attemptSuspended,
  resumeAttempt,
  takeSignal,
  waitDue,
} from './decide/attempt.ts';
import { cancel, parentStopped, runTimedOut } from './decide/cancel.ts';
import { rollbackTimedOut } from './decide/fail.ts';
import { finish } from './decide/finish.ts';
import { decideGate, gateExpired } from './decide/gate.ts';
import { gateEscalationDue, gateReminderDue, reassignGate } from './decide/gate-course.ts';
import { expandMap, startItems } from './decide/map.ts';
import { openGate } from './decide/open-gate.ts';
import { pause, resume, signal } from './decide/pause.ts';
import { prepare } from './decide/prepare.ts';
import { reuseStep } from './decide/reuse.ts';
import { ruleChecked } from './decide/rule.ts';
import { spread } from './decide/spread.ts';
import { retryStep, skipStep } from './decide/step-control.ts';
import { type NewRunEvent, runFormat } from './event.ts';
import type { RunState } from './state.ts';

/** The events a command leads to, or why a person's command is refused. A stale machine command leads to none. */
export type Decision = { ok: true; events: NewRunEvent[] } | { ok: false; refusal: Refusal };

/**
 * What happens next in a run. Pure: the time (`now`, Unix ms) and every fact from outside come in with the call, and
 * the state is not changed.
 */
export function decide(state: RunState | null, command: Command, now: number): Decision {
  if (command.type === 'start') {
    if (state) return { ok: false, refusal: { code: 'already_started', message: 'The run was started already.' } };
    const { type: _, ...data } = command;
    return { ok: true, events: [{ type: 'run.started', data: { format: runFormat, ...data } }] };
  }
  if (!state) return { ok: false, refusal: { code: 'run_not_started', message: 'There is no such run yet.' } };
  switch (command.type) {
    case 'cancel':
      return cancel(state, command);
    case 'pause':
      return pause(state, command);
    case 'resume':
      return resume(state, command);
    case 'signal':
      return signal(state, command);
    case 'retryStep':
      return retryStep(state, command);
    case 'skipStep':
      return skipStep(state, command);
    case 'decideGate':
      return decideGate(state, command);
    case 'reassignGate':
      return reassignGate(state, command);
    default:
      return { ok: true, events: state.finishedAt === null ? machineEvents(state, command, now) : [] };
  }
}

function machineEvents(state: RunState, command: HolderCommand | MachineCommand, now: number): NewRunEvent[] {
  switch (command.type) {
    case 'admit':
      return state.admittedAt === null ? [{ type: 'run.admitted', data: { maxSteps: command.maxSteps } }] : [];
    case 'prepare':
      return prepare(state, command, now);
    case 'reuseStep':
      return reuseStep(state, command);
    case 'openGate':
      return openGate(state, command, now);
    case 'spread':
      return spread(state);
    case 'finish':
      return finish(state, command, now);
    case 'expandMap':
      return expandMap(state, command);
    case 'startItems':
      return startItems(state, command);
    case 'ruleChecked':
      return ruleChecked(state, command, now);
    case 'takeSignal':
      return takeSignal(state, command);
    case 'resumeAttempt':
      return resumeAttempt(state, command, now);
    case 'attemptSuspended':
      return attemptSuspended(state, command);
    case 'waitDue':
      return waitDue(state, command, now);
    case 'rollbackTimedOut':
      return rollbackTimedOut(state, now);
    case 'childSucceeded':
      // Its holder makes an output of what the child gave, which may be large (lib/engine/child-result.ts).
      return [];
    case 'parentStopped':
      return parentStopped(state, command);
    case 'attemptStarted':
      return attemptStarted(state, command);
    case 'attemptSucceeded':
      return attemptSucceeded(state, command);
    case 'attemptFailed':
      return attemptFailed(state, command, now);
    case 'attemptLost':
      return attemptLost(state, command);
    case 'retryDue':
      // A knock only: `prepare` looks at the clock itself.
      return [];
    case 'gateExpired':
      return gateExpired(state, command, now);
    case 'gateReminderDue':
      return gateReminderDue(state, command.gate, now);
    case 'gateEscalationDue':
      return gateEscalationDue(state, command.gate, now);
    case 'runTimedOut':
      return runTimedOut(state, now);
  }
}
