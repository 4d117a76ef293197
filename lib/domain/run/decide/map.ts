import type { HolderCommand } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import { mayMove } from '../failing.ts';
import type { MapState, RunState } from '../state.ts';

type Of<T extends HolderCommand['type']> = Extract<HolderCommand, { type: T }>;

export const defaultConcurrency = 10;

export function expandMap(state: RunState, { step: id, attempt, count }: Of<'expandMap'>): NewRunEvent[] {
  const step = state.steps.get(id);
  if (step?.phase !== 'running' || step.attempt !== attempt || state.stepSpecs.get(id)!.kind !== 'map') return [];
  return [{ type: 'map.expanded', data: { step: id, attempt, count } }];
}

export function startItems(state: RunState, { step }: Of<'startItems'>): NewRunEvent[] {
  const map = state.maps.get(step);
  const room = map && mayMove(state, step) ? roomOf(state, step, map) : 0;
  if (!map || room === 0) return [];
  return [{ type: 'items.started', data: { step, from: map.next, to: map.next + room } }];
}

/** How many items may begin now. A failed item stops further ones, unless the map goes on through failures. */
export function roomOf(state: RunState, step: string, map: MapState): number {
  if (state.steps.get(step)!.phase !== 'suspended') return 0;
  const given = state.stepSpecs.get(step)!.with;
  if (map.failed.size > 0 && given.onItemFailure !== 'continue') return 0;
  const concurrency = typeof given.concurrency === 'number' ? given.concurrency : defaultConcurrency;
  return Math.max(0, Math.min(map.count - map.next, concurrency - map.open.size));
}

/** Whether nothing of the map is under way and nothing more begins: its holder can say how it ended. */
export function mapIsOver(state: RunState, step: string): boolean {
  const map = state.maps.get(step);
  if (!map || state.steps.get(step)!.phase !== 'suspended' || map.open.size > 0) return false;
  return (
    map.next === map.count || (map.failed.size > 0 && state.stepSpecs.get(step)!.with.onItemFailure !== 'continue')
  );
}

/** Whether its holder has something to do for it now. */
export const mapMoves = (state: RunState, step: string): boolean =>
  mayMove(state, step) && (mapIsOver(state, step) || roomOf(state, step, state.maps.get(step)!) > 0);
