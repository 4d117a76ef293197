import type { Addition } from './event.ts';
import type { MapState, RunState } from './state.ts';
import type { Wait } from './wait.ts';

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

/** Whether nothing is left to do, so that the holder may end the run. */
export function mayFinish(state: RunState): boolean {
  if (state.finishedAt !== null || state.admittedAt === null) return false;
  if (state.cancel) return state.active.size === 0;
  if (state.paused || state.rulesDue.size > 0) return false;
  return state.failing ? followedThrough(state) : state.unfinished === 0;
}

/** Whether everything that follows a failure has ended, and nothing of the rest is under way. */
function followedThrough(state: RunState): boolean {
  if (state.active.size > 0) return false;
  for (const id of state.added.keys())
    if (belongsAfter(state, id) && state.steps.get(id)!.finishedAt === null) return false;
  return true;
}

export const defaultConcurrency = 10;

/** How many items may begin now. A failed item stops further ones, unless the map goes on through failures. */
export function roomOf(state: RunState, step: string, map: MapState): number {
  if (state.steps.get(step)!.phase !== 'suspended') return 0;
  const given = state.stepSpecs.get(step)!.with;
  if (map.failed.size > 0 && given.onItemFailure !== 'continue') return 0;
  return Math.max(0, Math.min(map.count - map.next, map.concurrency - map.open.size));
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

/** When what is left of a roll-back has to be over (Unix ms); null when nothing is left, or it has no limit. */
export function rollbackDueAt(state: RunState): number | null {
  const deadlineAt = state.failing?.deadlineAt ?? null;
  if (deadlineAt !== null)
    for (const [id, { why }] of state.added)
      if (why === 'undo' && state.steps.get(id)!.finishedAt === null) return deadlineAt;
  return null;
}

/** When a suspended attempt reaches its step's time limit (Unix ms); null for never. */
export function limitAt(state: RunState, id: string): number | null {
  const { timeoutMs } = state.stepSpecs.get(id)!;
  const { phase, begunAt } = state.steps.get(id)!;
  return phase !== 'suspended' || timeoutMs === null || begunAt === null ? null : begunAt + timeoutMs;
}

/** What time has brought a suspended attempt by now: what its wait says, its step's time limit, or nothing yet. */
export function timeBrings(state: RunState, id: string, now: number): Wait['due'] | 'limit' | null {
  const { phase, wait } = state.steps.get(id)!;
  if (phase !== 'suspended') return null;
  const limit = limitAt(state, id);
  const over = limit !== null && limit <= now;
  if (wait?.until == null || wait.until > now) return over ? 'limit' : null;
  return over && (wait.due === 'again' || limit < wait.until) ? 'limit' : wait.due;
}

/** Whether something goes on by itself, without a person, a time or an event. */
export function moves(state: RunState): boolean {
  if (state.active.size > 0 || state.cancel !== null) return true;
  if (state.paused !== null) return false;
  if (state.unreachable.size + state.rulesDue.size > 0 || mayFinish(state)) return true;
  if (state.maps.size > 0) for (const id of state.maps.keys()) if (mapMoves(state, id)) return true;
  // What is ready behind a hold, or in a run that fails, does not move.
  if (state.failing !== null) return anyMoves(state, state.added.keys());
  if (state.holds.size > 0) return anyMoves(state, state.holds);
  return state.ready.size + state.gatesDue.size > 0;
}

function anyMoves(state: RunState, ids: Iterable<string>): boolean {
  for (const id of ids) if ((state.ready.has(id) || state.gatesDue.has(id)) && mayMove(state, id)) return true;
  return false;
}
