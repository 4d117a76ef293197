import type { Command } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import type { RunState } from '../state.ts';
import { endOf } from './cancel.ts';

/** Whether nothing is left to do, so that the holder may end the run. */
export function mayFinish(state: RunState): boolean {
  if (state.finishedAt !== null || state.admittedAt === null) return false;
  return state.cancel ? state.active.size === 0 : state.unfinished === 0;
}

/** The step whose failure nobody took in hand, first in the workflow's order. */
export function firstFailure(state: RunState): string | null {
  for (const [id, step] of state.steps) if (step.phase === 'failed' && !step.accepted) return id;
  return null;
}

export function finish(state: RunState, command: Extract<Command, { type: 'finish' }>): NewRunEvent[] {
  if (!mayFinish(state)) return [];
  if (state.cancel) return [endOf(state.cancel)];
  const failed = firstFailure(state);
  if (failed !== null) {
    const error = state.steps.get(failed)!.error ?? { kind: 'error' as const, message: 'The step failed.' };
    return [
      {
        type: 'run.finished',
        data: {
          status: 'failed',
          error: { ...error, place: error.place ? `${failed}: ${error.place}` : failed },
          reason: `${state.stepSpecs.get(failed)!.name} failed`,
        },
      },
    ];
  }
  if (command.error)
    return [
      {
        type: 'run.finished',
        data: { status: 'failed', error: command.error, reason: 'the outputs could not be made' },
      },
    ];
  return [{ type: 'run.finished', data: { status: 'succeeded', outputs: command.outputs } }];
}
