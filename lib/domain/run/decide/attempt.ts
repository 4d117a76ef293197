import type { MachineCommand } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import type { RunState, StepState } from '../state.ts';
import type { StepError } from '../step-error.ts';
import { nextRetry } from './retry.ts';

type Of<T extends MachineCommand['type']> = Extract<MachineCommand, { type: T }>;

/** After this many workers in a row vanished under a step, the step itself is the suspect. */
const maxLost = 5;

/** The step, when this very attempt is the one under way. Anything else is stale and changes nothing. */
function underWay(state: RunState, command: { step: string; attempt: number }): StepState | null {
  const step = state.steps.get(command.step);
  if (!step || step.attempt !== command.attempt) return null;
  return step.phase === 'running' || step.phase === 'queued' ? step : null;
}

export function attemptStarted(state: RunState, command: Of<'attemptStarted'>): NewRunEvent[] {
  const step = underWay(state, command);
  if (step?.phase !== 'queued' || step.key === null) return [];
  return [
    {
      type: 'attempt.started',
      data: {
        step: command.step,
        attempt: command.attempt,
        key: step.key,
        epoch: command.epoch,
        worker: command.worker,
      },
    },
  ];
}

export function attemptSucceeded(state: RunState, command: Of<'attemptSucceeded'>): NewRunEvent[] {
  if (!underWay(state, command)) return [];
  const { type: _, ...data } = command;
  return [{ type: 'attempt.succeeded', data }];
}

export function attemptFailed(state: RunState, command: Of<'attemptFailed'>, now: number): NewRunEvent[] {
  const step = underWay(state, command);
  if (!step) return [];
  const failed = { step: command.step, attempt: command.attempt, error: command.error, artifacts: command.artifacts };
  const retry = state.cancel
    ? null
    : nextRetry(state.stepSpecs.get(command.step)!.retry, step.retries, command.error, command.random);
  if (!retry) return [{ type: 'attempt.failed', data: failed }];
  return [{ type: 'attempt.failed', data: { ...failed, retryAt: now + retry.delayMs, rule: retry.rule } }];
}

export function attemptLost(state: RunState, command: Of<'attemptLost'>): NewRunEvent[] {
  const step = underWay(state, command);
  if (!step) return [];
  if (step.lost + 1 < maxLost)
    return [{ type: 'attempt.lost', data: { step: command.step, attempt: command.attempt, reason: command.reason } }];
  const error: StepError = {
    kind: 'lost',
    message: `The worker vanished ${maxLost} times in a row while this step ran; the last time: ${command.reason}`,
    fix: 'Check whether the step exhausts memory or kills its worker.',
  };
  return [{ type: 'attempt.failed', data: { step: command.step, attempt: command.attempt, error } }];
}
