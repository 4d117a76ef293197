import type { RunEvent } from './event.ts';
import { apply } from './evolve.ts';
import { itemStep, itemStepId } from './item.ts';
import type { RunState } from './state.ts';

/** Applies an event and adds every step that it may have moved: their projections, spans and pictures are looked at again. */
export function applyTouching(state: RunState, event: RunEvent, touched: Set<string>): void {
  if (event.type === 'run.finished') for (const id of unfinished(state)) touched.add(id);
  apply(state, event);
  if (event.type === 'steps.reset') {
    for (const id of event.data.steps) touchStep(state, id, touched);
    if (event.data.reopens !== undefined) touchStep(state, event.data.reopens, touched);
  } else if (event.type === 'steps.added') for (const { id } of event.data.steps) touched.add(id);
  else if (event.type === 'items.started') touchItems(state, event.data, touched);
  else if ('step' in event.data) touchStep(state, event.data.step, touched);
  else if (event.type === 'run.admitted') for (const id of state.ready) touched.add(id);
}

/** An event on a step may have moved those who need it, and the items of a map with the map. */
export function touchStep(state: RunState, id: string, touched: Set<string>): void {
  touched.add(id);
  if (state.maps.has(id)) for (const own of state.steps.keys()) if (itemStep(own)?.map === id) touched.add(own);
  for (const edge of state.dependents.get(id) ?? [])
    if (state.steps.get(edge.step)!.phase !== 'pending') touched.add(edge.step);
}

function touchItems(
  state: RunState,
  { step, from, to }: Extract<RunEvent, { type: 'items.started' }>['data'],
  touched: Set<string>,
): void {
  touched.add(step);
  const { prefix } = state.maps.get(step)!;
  for (const inner of state.stepSpecs.get(step)!.nested)
    for (let index = from; index < to; index++) touched.add(itemStepId(prefix, index, inner.id));
}

function* unfinished(state: RunState): Iterable<string> {
  if (state.unfinished === 0) return;
  for (const [id, step] of state.steps) if (step.finishedAt === null) yield id;
}
