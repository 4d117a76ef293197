import type { Command } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import { mayMove } from '../moving.ts';

import type { RunState } from '../state.ts';
import { nextFallback } from './attempt.ts';

/** A step may be prepared when it is ready, or when the time of its retry has come. */
export function mayPrepare(state: RunState, id: string, now: number): boolean {
  const step = state.steps.get(id);
  if (!step || !mayMove(state, id)) return false;
  return step.phase === 'ready' || (step.phase === 'retrying' && (step.retryAt ?? 0) <= now);
}

/** Whether as many attempts are under way as the run may have: a step that would need one more waits for a result. */
export function isFull(state: RunState): boolean {
  return state.maxSteps !== null && state.active.size >= state.maxSteps;
}

export function prepare(state: RunState, command: Extract<Command, { type: 'prepare' }>, now: number): NewRunEvent[] {
  if (!mayPrepare(state, command.step, now)) return [];
  const { result } = command;
  if ('error' in result) {
    const fallback = nextFallback(state, command.step);
    return [
      { type: 'step.unprepared', data: { step: command.step, error: result.error, ...(fallback && { fallback }) } },
    ];
  }
  if (!result.take)
    return [{ type: 'step.skipped', data: { step: command.step, how: 'notTaken', reason: result.reason } }];
  const step = state.steps.get(command.step)!;
  const start = {
    step: command.step,
    attempt: step.attempt + 1,
    key: step.key ?? command.key,
    epoch: command.epoch,
    params: result.params,
    ...(result.cache && { cache: result.cache }),
  };
  if (result.where === 'driver') return [{ type: 'attempt.started', data: { ...start, worker: result.worker } }];
  return [{ type: 'attempt.queued', data: { ...start, pool: state.stepSpecs.get(command.step)!.pool } }];
}
