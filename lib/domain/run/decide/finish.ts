import type { Command } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import { itemStep } from '../item.ts';
import { belongsAfter, mayFinish } from '../moving.ts';
import type { RunState } from '../state.ts';
import { endOf } from './cancel.ts';
import { failRun } from './fail.ts';

/** The step whose failure nobody took in hand, first in the workflow's order. */
export function firstFailure(state: RunState): string | null {
  // An item's failure is its map's to judge.
  for (const [id, step] of state.steps)
    if (step.phase === 'failed' && !step.accepted && !isMereNews(state, id) && !itemStep(id)) return id;
  return null;
}

/** That a rule's notification did not get through fails nothing. */
const isMereNews = (state: RunState, id: string) => state.added.has(id) && state.stepSpecs.get(id)!.kind === 'notify';

export function finish(state: RunState, command: Extract<Command, { type: 'finish' }>, now: number): NewRunEvent[] {
  if (!mayFinish(state)) return [];
  if (state.cancel) return [endOf(state.cancel)];
  if (state.failing) return [failedRun(state, state.failing)];
  const failed = firstFailure(state);
  if (failed !== null) {
    const error = state.steps.get(failed)!.error ?? { kind: 'error' as const, message: 'The step failed.' };
    const place = error.place ? `${failed}: ${error.place}` : failed;
    const reason = `${state.stepSpecs.get(failed)!.name} failed`;
    return failRun(state, { error: { ...error, place }, reason, cause: failed }, now);
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

/** What failed on the way out is said beside why the run failed. */
function failedRun(state: RunState, { error, reason }: NonNullable<RunState['failing']>): NewRunEvent {
  const broken = [...state.added.keys()].filter(
    (id) => belongsAfter(state, id) && state.steps.get(id)!.phase === 'failed',
  );
  const also = broken.map((id) => state.stepSpecs.get(id)!.name).join(', ');
  return {
    type: 'run.finished',
    data: { status: 'failed', error, reason: also ? `${reason}; and then failed: ${also}` : reason },
  };
}
