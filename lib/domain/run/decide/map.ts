import type { HolderCommand } from '../command.ts';
import type { NewRunEvent } from '../event.ts';
import { mayMove, roomOf } from '../moving.ts';
import type { RunState } from '../state.ts';

type Of<T extends HolderCommand['type']> = Extract<HolderCommand, { type: T }>;

export function expandMap(state: RunState, { step: id, attempt, count, concurrency }: Of<'expandMap'>): NewRunEvent[] {
  const step = state.steps.get(id);
  if (step?.phase !== 'running' || step.attempt !== attempt || state.stepSpecs.get(id)!.kind !== 'map') return [];
  return [{ type: 'map.expanded', data: { step: id, attempt, count, concurrency } }];
}

export function startItems(state: RunState, { step }: Of<'startItems'>): NewRunEvent[] {
  const map = state.maps.get(step);
  const room = map && mayMove(state, step) ? roomOf(state, step, map) : 0;
  if (!map || room === 0) return [];
  return [{ type: 'items.started', data: { step, from: map.next, to: map.next + room } }];
}
