import type { RunEvent } from '../event.ts';
import { itemStep, itemStepId, stepOfItem } from '../item.ts';
import { defaultConcurrency } from '../moving.ts';
import type { MapState, RunState } from '../state.ts';
import { countNeeds } from './added.ts';
import { ended, leaveLists, weighNeeds } from './ending.ts';
import { blankStep, linkStep } from './start.ts';

export function expandMap(state: RunState, event: Extract<RunEvent, { type: 'map.expanded' }>): void {
  const { step: id, attempt, count, concurrency = authoredConcurrency(state, id) } = event.data;
  const step = state.steps.get(id)!;
  state.active.delete(id);
  state.suspended.add(id);
  step.phase = 'suspended';
  const prefix = attempt === 1 ? id : `${id}#${attempt}`;
  state.maps.set(id, { prefix, count, concurrency, next: 0, open: new Map(), failed: new Set() });
}

/** Where the event does not say it. */
function authoredConcurrency(state: RunState, id: string): number {
  const { concurrency } = state.stepSpecs.get(id)!.with;
  return typeof concurrency === 'number' ? concurrency : defaultConcurrency;
}

/** The steps of these items come into the run. */
export function startItems(state: RunState, event: Extract<RunEvent, { type: 'items.started' }>): void {
  const { step: id, from, to } = event.data;
  const map = state.maps.get(id)!;
  const own = state.stepSpecs.get(id)!;
  const { nested } = own;
  map.next = to;
  for (let index = from; index < to; index++) {
    map.open.set(index, nested.length);
    state.unfinished += nested.length;
    for (const inner of nested) {
      const spec = stepOfItem(inner, own, map.prefix, index);
      state.steps.set(spec.id, blankStep(spec.needs.length));
      linkStep(state, spec);
    }
    for (const inner of nested) {
      const step = itemStepId(map.prefix, index, inner.id);
      countNeeds(state, step);
      weighNeeds(state, step, event.at);
    }
  }
}

/** A step of an item has ended; with the last one the item has. */
export function endItemStep(state: RunState, id: string): void {
  const at = itemStep(id);
  const map = at && state.maps.get(at.map);
  if (!at || map?.prefix !== at.prefix) return;
  const left = (map.open.get(at.index) ?? 0) - 1;
  if (left > 0) {
    map.open.set(at.index, left);
    return;
  }
  map.open.delete(at.index);
  if (itemFailed(state, at.map, map, at.index)) map.failed.add(at.index);
}

function itemFailed(state: RunState, id: string, { prefix }: MapState, index: number): boolean {
  return state.stepSpecs.get(id)!.nested.some((inner) => {
    const step = state.steps.get(itemStepId(prefix, index, inner.id))!;
    return step.phase === 'failed' && !step.accepted;
  });
}

/** Steps of an item start over: the item is under way again. */
export function reopenItems(state: RunState, steps: readonly string[]): void {
  for (const id of steps) {
    const at = itemStep(id);
    const map = at && state.maps.get(at.map);
    if (!at || map?.prefix !== at.prefix) continue;
    const { nested } = state.stepSpecs.get(at.map)!;
    const left = nested.filter(
      (inner) => !ended.has(state.steps.get(itemStepId(map.prefix, at.index, inner.id))!.phase),
    ).length;
    map.failed.delete(at.index);
    map.open.set(at.index, left);
  }
}

/** What the map no longer waits for ends with it: a person skipped it, or its time is over. */
export function stopItems(state: RunState, id: string, at: number): void {
  const map = state.maps.get(id);
  if (!map) return;
  for (const index of map.open.keys()) {
    // It was not done, which counts when another item of the map is retried.
    map.failed.add(index);
    for (const inner of state.stepSpecs.get(id)!.nested) {
      const own = itemStepId(map.prefix, index, inner.id);
      const step = state.steps.get(own)!;
      if (ended.has(step.phase)) continue;
      step.phase = 'cancelled';
      step.finishedAt = at;
      step.gateDue = null;
      step.retryAt = null;
      state.unfinished -= 1;
      leaveLists(state, own);
    }
  }
  map.open.clear();
}
