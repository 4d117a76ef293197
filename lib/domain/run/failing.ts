import type { Addition } from './event.ts';
import type { RunState } from './state.ts';

const after: ReadonlySet<Addition> = new Set<Addition>(['undo', 'handler', 'notify', 'escalate']);

/** Whether a step belongs to what follows a failure, and so runs while everything else is stopped. */
export function belongsAfter(state: RunState, id: string): boolean {
  const added = state.added.get(id);
  // A rule's own steps came into a run that had not failed.
  return added !== undefined && added.rule === null && after.has(added.why);
}

/** Whether a step may start or ask at all just now: nothing may in a paused run, only what follows a failure in a failing one. */
export function mayMove(state: RunState, id: string): boolean {
  if (state.paused !== null || state.cancel !== null) return false;
  if (state.failing !== null) return belongsAfter(state, id);
  return state.holds.size === 0 || state.holds.has(id);
}

/** Whether its work is not wanted any more: the run is cancelled, or has failed for another reason. */
export function isStopped(state: RunState, id: string): boolean {
  return state.cancel !== null || (state.failing !== null && !belongsAfter(state, id));
}
