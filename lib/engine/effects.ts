import { isFull } from '#lib/domain/run/decide/prepare.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { PoolTaskRow, RunEffects, TimerRow } from './ports.ts';

const retryTimer = (step: string) => `retry:${step}`;
const gateTimer = (gate: string) => `gate:${gate}`;
const runTimer = 'run';

/**
 * Rows of other tables that follow from events, whoever appends them. `state` is the one after the events. `session`:
 * the holder's, whose own tasks are born claimed when their attempt started in the same events.
 */
export function effectsOf(state: RunState, events: readonly RunEvent[], session: string | null = null): RunEffects {
  const tasks = new Map<string, PoolTaskRow>();
  const set = new Map<string, TimerRow>();
  const clear = new Set<string>();
  const effects: RunEffects = {
    poolTasks: [],
    endedTasks: [],
    timers: { set: [], clear: [] },
    openedGates: [],
    closedGates: [],
    artifacts: [],
  };
  const unset = (key: string) => {
    set.delete(key);
    clear.add(key);
  };
  const ended = (step: string, attempt: number) => {
    // Queued and ended in the same events: it never reaches the table. What the driver did itself was never in it.
    if (!tasks.delete(step) && state.steps.get(step)?.pooled) effects.endedTasks.push({ stepId: step, attempt });
  };
  for (const event of events) {
    switch (event.type) {
      case 'run.started':
        if (state.deadlineAt !== null)
          set.set(runTimer, { key: runTimer, dueAt: state.deadlineAt, command: { type: 'runTimedOut' } });
        break;
      case 'attempt.queued': {
        const { step, attempt, pool, key, epoch, params } = event.data;
        const spec = state.stepSpecs.get(step)!;
        const { kind, timeoutMs } = spec;
        const priority = state.spec.priority;
        tasks.set(step, {
          stepId: step,
          attempt,
          pool,
          kind,
          key,
          epoch,
          params,
          timeoutMs,
          priority,
          sessionId: null,
        });
        if (state.steps.get(step)!.retries.length > 0) unset(retryTimer(step));
        break;
      }
      case 'attempt.started': {
        const { step } = event.data;
        const task = tasks.get(step);
        if (task) task.sessionId = session;
        else if (state.steps.get(step)!.retries.length > 0) unset(retryTimer(step));
        break;
      }
      case 'attempt.succeeded':
      case 'attempt.failed': {
        const { step, attempt, artifacts } = event.data;
        ended(step, attempt);
        for (const artifact of artifacts ?? []) effects.artifacts.push({ ...artifact, stepId: step, attempt });
        if (event.type === 'attempt.failed' && event.data.retryAt !== undefined) {
          const key = retryTimer(step);
          clear.delete(key);
          set.set(key, { key, dueAt: event.data.retryAt, command: { type: 'retryDue', step, attempt } });
        }
        break;
      }
      case 'attempt.lost':
        ended(event.data.step, event.data.attempt);
        break;
      case 'gate.opened': {
        const { gate, expiresAt } = event.data;
        effects.openedGates.push(gate);
        if (expiresAt !== null) {
          const key = gateTimer(gate);
          set.set(key, { key, dueAt: expiresAt, command: { type: 'gateExpired', gate } });
        }
        break;
      }
      case 'gate.closed':
        effects.closedGates.push(event.data.gate);
        if (state.gates.get(event.data.gate)?.expiresAt != null) unset(gateTimer(event.data.gate));
        break;
      case 'run.finished':
        if (state.deadlineAt !== null) unset(runTimer);
        for (const [id, step] of state.steps) if (step.retries.length > 0) unset(retryTimer(id));
        for (const gate of state.gates.values()) if (gate.expiresAt !== null) unset(gateTimer(gate.id));
        break;
      default:
    }
  }
  effects.poolTasks = [...tasks.values()];
  effects.timers = { set: [...set.values()], clear: [...clear] };
  return effects;
}

/** When this run next has to be looked at by itself: a retry, a gate's expiry or the run's deadline; null for never. */
export function nextDue(state: RunState, now: number): number | null {
  if (state.finishedAt !== null) return null;
  let due = state.cancel === null && state.deadlineAt !== null ? state.deadlineAt : Number.POSITIVE_INFINITY;
  const full = isFull(state);
  for (const id of state.retrying) {
    const retryAt = state.steps.get(id)!.retryAt ?? Number.POSITIVE_INFINITY;
    // A retry that is due and found no slot waits for a result: no time brings it on.
    if (!full || retryAt > now) due = Math.min(due, retryAt);
  }
  for (const id of state.openGates) due = Math.min(due, state.gates.get(id)!.expiresAt ?? Number.POSITIVE_INFINITY);
  return due === Number.POSITIVE_INFINITY ? null : due;
}

/** Timers due sooner than this stay in memory, lease kept; later ones are rows alone. */
const nearMs = 10_000;

/** Whether only people, far times or events can move the run on (or nothing, since it ended): it needs no holder. */
export function onlyWaits(state: RunState, now: number): boolean {
  if (state.finishedAt !== null) return true;
  if (state.active.size + state.ready.size + state.unreachable.size + state.gatesDue.size > 0) return false;
  if (state.unfinished === 0 || state.cancel !== null || state.admittedAt === null) return false;
  const due = nextDue(state, now);
  return due === null || due - now > nearMs;
}
