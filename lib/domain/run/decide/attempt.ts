import { systemActor } from '../../access/actor.ts';
import type { Artifact } from '../artifact.ts';
import type { HolderCommand, MachineCommand } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import { ownSpec } from '../evolve/round.ts';
import { isStopped, mayMove, timeBrings } from '../moving.ts';
import type { RunState, StepState } from '../state.ts';
import type { StepError } from '../step-error.ts';
import { nextRetry } from './retry.ts';
import { voidGates } from './start-over.ts';

type Of<T extends MachineCommand['type']> = Extract<MachineCommand, { type: T }>;
type ResumeAttempt = Extract<HolderCommand, { type: 'resumeAttempt' }>;
type TakeSignal = Extract<HolderCommand, { type: 'takeSignal' }>;

/** After this many workers in a row vanished under a step, the step itself is the suspect. */
const maxLost = 5;

/** The step, when this very attempt is the one under way. Anything else is stale and changes nothing. */
function underWay(state: RunState, command: { step: string; attempt: number }): StepState | null {
  const step = state.steps.get(command.step);
  if (!step || step.attempt !== command.attempt) return null;
  return step.phase === 'running' || step.phase === 'queued' || step.phase === 'suspended' ? step : null;
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
  return [...withoutItems(state, command.step), failure(state, command, step, now)];
}

/** A map that fails takes its items along, and with them what they ask. */
const withoutItems = (state: RunState, id: string) =>
  state.maps.has(id) ? voidGates(state, [id], { by: systemActor, comment: 'The map that it belongs to is over.' }) : [];

/** Tried again while a retry rule and the run's budget grant it, then done another way, then failed. */
function failure(
  state: RunState,
  command: { step: string; attempt: number; error: StepError; random: number; artifacts?: Artifact[] },
  step: StepState,
  now: number,
): NewRunEvent {
  const failed = { step: command.step, attempt: command.attempt, error: command.error, artifacts: command.artifacts };
  if (isStopped(state, command.step)) return { type: 'attempt.failed', data: failed };
  const retry = nextRetry(state.stepSpecs.get(command.step)!.retry, step.retries, command.error, command.random);
  const { retryBudget } = state.spec;
  if (retry && (retryBudget === null || state.retriesUsed < retryBudget))
    return { type: 'attempt.failed', data: { ...failed, retryAt: now + retry.delayMs, rule: retry.rule } };
  const fallback = nextFallback(state, command.step);
  if (fallback !== undefined) return { type: 'attempt.failed', data: { ...failed, fallback } };
  if (!retry) return { type: 'attempt.failed', data: failed };
  const fix = `It would be tried again, but the run's budget of ${retryBudget} retries is spent.`;
  return { type: 'attempt.failed', data: { ...failed, error: { ...command.error, fix } } };
}

/** The number of the fallback that comes after what the step is now; undefined when none is left. */
export function nextFallback(state: RunState, id: string): number | undefined {
  const next = state.steps.get(id)!.fallback + 1;
  return next <= ownSpec(state, id).fallback.length ? next : undefined;
}

export function attemptSuspended(state: RunState, command: Of<'attemptSuspended'>): NewRunEvent[] {
  if (underWay(state, command)?.phase !== 'running') return [];
  const { type: _, ...data } = command;
  return [{ type: 'attempt.suspended', data }];
}

/** What a suspended attempt's time brings. Executing it again is the holder's to do (`resumeAttempt`). */
export function waitDue(state: RunState, command: Of<'waitDue'>, now: number): NewRunEvent[] {
  const step = underWay(state, command);
  const brings = step && timeBrings(state, command.step, now);
  if (!step || !brings || brings === 'again') return [];
  const about = { step: command.step, attempt: command.attempt };
  if (brings === 'succeed')
    return [{ type: 'attempt.succeeded', data: { ...about, output: step.wait!.output ?? { v: null } } }];
  const error = brings === 'limit' ? tookTooLong(state, command.step) : waitedInVain(step);
  return [...withoutItems(state, command.step), failure(state, { ...about, error, random: 0 }, step, now)];
}

function tookTooLong(state: RunState, id: string): StepError {
  const seconds = (state.stepSpecs.get(id)!.timeoutMs ?? 0) / 1000;
  return {
    kind: 'timeout',
    message: `It took longer than its time limit of ${seconds} s.`,
    fix: 'Raise `timeout` of the step.',
  };
}

function waitedInVain({ wait }: StepState): StepError {
  const name = wait?.event;
  return {
    kind: 'timeout',
    message: name === undefined ? 'Its time is over.' : `The event ${name} did not come in time.`,
  };
}

/** The step may be executed again now: its time has come, and nothing holds the run. */
export function resumeAttempt(state: RunState, command: ResumeAttempt, now: number): NewRunEvent[] {
  const step = underWay(state, command);
  if (!step || timeBrings(state, command.step, now) !== 'again') return [];
  if (!mayMove(state, command.step)) return [];
  const { type: _, ...data } = command;
  return [{ type: 'attempt.resumed', data }];
}

/** A signal ends the wait of the step that asked for its name. */
export function takeSignal(state: RunState, command: TakeSignal): NewRunEvent[] {
  const step = underWay(state, command);
  const signal = state.signals.find(({ id }) => id === command.signal);
  if (step?.phase !== 'suspended' || !signal || step.wait?.event !== signal.name) return [];
  const { step: id, attempt, output } = command;
  return [{ type: 'attempt.succeeded', data: { step: id, attempt, output, signal: signal.id } }];
}

export function attemptLost(state: RunState, command: Of<'attemptLost'>): NewRunEvent[] {
  const step = underWay(state, command);
  // What waits has no worker that could vanish.
  if (!step || step.phase === 'suspended') return [];
  if (step.lost + 1 < maxLost)
    return [{ type: 'attempt.lost', data: { step: command.step, attempt: command.attempt, reason: command.reason } }];
  const error: StepError = {
    kind: 'lost',
    message: `The worker vanished ${maxLost} times in a row while this step ran; the last time: ${command.reason}`,
    fix: 'Check whether the step exhausts memory or kills its worker.',
  };
  return [{ type: 'attempt.failed', data: { step: command.step, attempt: command.attempt, error } }];
}
