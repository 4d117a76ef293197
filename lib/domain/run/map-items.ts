import { itemStepId } from './item.ts';
import type { MapState, RunState } from './state.ts';
import type { StepStatus } from './status.ts';
import { shownStatus } from './waiting.ts';

/** Items of a map by how they stand; the rest has not begun, or was stopped with the map. */
export type ItemCounts = { count: number; open: number; done: number; failed: number };

/** The latest attempt of a map, counted; null before its list is known. */
export function itemCounts(state: RunState, id: string): ItemCounts | null {
  const map = state.maps.get(id);
  if (!map) return null;
  const counts = { count: map.count, open: 0, done: 0, failed: 0 };
  for (let index = 0; index < map.next; index++) {
    const status = itemStatus(state, id, map, index);
    if (status === 'failed') counts.failed += 1;
    else if (status === 'succeeded' || status === 'skipped') counts.done += 1;
    else if (status !== 'cancelled') counts.open += 1;
  }
  return counts;
}

/** How one item stands: what most needs a look among its steps. */
export function itemStatus(state: RunState, id: string, map: MapState, index: number): StepStatus {
  if (index >= map.next) return 'pending';
  const seen = new Set<StepStatus>();
  for (const { id: inner } of state.stepSpecs.get(id)!.nested) {
    const step = state.steps.get(itemStepId(map.prefix, index, inner));
    if (step?.phase === 'failed' && step.accepted) seen.add('succeeded');
    else if (step) seen.add(shownStatus[step.phase]);
  }
  if (seen.has('failed')) return 'failed';
  if (seen.has('running') || seen.has('ready')) return 'running';
  if (seen.has('waiting')) return 'waiting';
  if (seen.has('cancelled')) return 'cancelled';
  if (seen.has('pending')) return 'running';
  return seen.has('succeeded') ? 'succeeded' : 'skipped';
}

/**
 * A map that goes through its list holds no worker, and yet it runs as long as one of its items does. Where all that
 * are under way wait, it waits for what the first of them waits for: `on` is that item's step.
 */
export function mapStands(state: RunState, id: string): { status: 'running' | 'waiting'; on: string | null } | null {
  const map = state.maps.get(id);
  if (!map || state.steps.get(id)!.phase !== 'suspended') return null;
  let on: string | null = null;
  for (const index of map.open.keys()) {
    if (itemStatus(state, id, map, index) === 'running') return { status: 'running', on: null };
    on ??=
      stepsOfItem(state, id, map, index).find((step) => shownStatus[state.steps.get(step)!.phase] === 'waiting') ??
      null;
  }
  return on === null ? { status: 'running', on } : { status: 'waiting', on };
}

/** Ids of an item's steps, in the order of the workflow; none before it has begun. */
export const stepsOfItem = (state: RunState, id: string, map: MapState, index: number): string[] =>
  index >= map.next ? [] : state.stepSpecs.get(id)!.nested.map((inner) => itemStepId(map.prefix, index, inner.id));
