import type { RunState, StepPhase } from './state.ts';

export type Progress = { done: number; total: number };

/**
 * Steps that have come to an end by themselves, of those the author drew and those that came in. Steps of a map's items
 * do not count: the map does. What a run that failed or was cancelled never reached is not done.
 */
export function progressOf(state: RunState): Progress {
  const total = state.spec.steps.length + state.added.size;
  if (state.status === 'succeeded' || (state.finishedAt === null && !state.cancel && !state.failing))
    return { done: total - (state.unfinished - openItemSteps(state)), total };
  let done = 0;
  for (const id of stepIds(state)) {
    if (reached.has(state.steps.get(id)!.phase)) done += 1;
  }
  return { done, total };
}

const reached: ReadonlySet<StepPhase> = new Set<StepPhase>(['succeeded', 'failed', 'waived']);

/** Ids of the steps that are drawn: all but those of items. */
export function* stepIds(state: RunState): Generator<string> {
  for (const { id } of state.spec.steps) yield id;
  yield* state.added.keys();
}

function openItemSteps(state: RunState): number {
  let open = 0;
  for (const map of state.maps.values()) for (const left of map.open.values()) open += left;
  return open;
}
