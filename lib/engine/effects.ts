import type { MachineCommand } from '#lib/domain/run/command.ts';
import { gateTimes } from '#lib/domain/run/decide/gate-course.ts';
import { isFull } from '#lib/domain/run/decide/prepare.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { itemStep } from '#lib/domain/run/item.ts';
import { limitAt, moves, rollbackDueAt } from '#lib/domain/run/moving.ts';
import { policyAt } from '#lib/domain/run/policy-of.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';
import { attemptTimeoutMs } from '#lib/domain/workflow/normal.ts';
import { childRow, leaveChildren, tellParent } from './children.ts';
import type { PoolTaskRow, RunEffects, TimerRow } from './ports.ts';
import { keptOf } from './step-cache.ts';

const retryTimer = (step: string) => `retry:${step}`;
const gateTimer = (gate: string) => `gate:${gate}`;
const remindTimer = (gate: string) => `remind:${gate}`;
const escalateTimer = (gate: string) => `escalate:${gate}`;
const waitTimer = (step: string) => `wait:${step}`;
const runTimer = 'run';
const rollbackTimer = 'rollback';

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
    notices: [],
    artifacts: [],
    kept: [],
    children: [],
    droppedChildren: [],
    posts: [],
  };
  const unset = (key: string) => {
    set.delete(key);
    clear.add(key);
  };
  const unsetWait = (id: string) => {
    const { wait } = state.steps.get(id)!;
    const limited = state.stepSpecs.get(id)!.timeoutMs !== null && (wait !== null || state.maps.has(id));
    if (wait?.until != null || limited) unset(waitTimer(id));
  };
  const setWait = (step: string, attempt: number) => {
    const at = waitAt(state, step);
    if (at !== null) putTimer(waitTimer(step), at, { type: 'waitDue', step, attempt });
  };
  const ended = (step: string, attempt: number) => {
    // Queued and ended in the same events: it never reaches the table. What the driver did itself was never in it.
    if (!tasks.delete(step) && state.steps.get(step)?.pooled) effects.endedTasks.push({ stepId: step, attempt });
  };
  const putTimer = (key: string, dueAt: number, command: MachineCommand) => {
    clear.delete(key);
    set.set(key, { key, dueAt, command });
  };
  const setCourse = (id: string) => {
    const { remindAt, escalateAt } = gateTimes(state, state.gates.get(id)!);
    const { reminded, escalated } = state.gates.get(id)!;
    if (remindAt !== null) putTimer(remindTimer(id), remindAt, { type: 'gateReminderDue', gate: id });
    // The last one came by itself, not by its row: that would only wake a worker again.
    else if (reminded > 0) unset(remindTimer(id));
    if (escalateAt !== null) putTimer(escalateTimer(id), escalateAt, { type: 'gateEscalationDue', gate: id });
    else if (escalated > 0) unset(escalateTimer(id));
  };
  const endCourse = (gate: GateState) => {
    const { remindMs, escalate } = policyAt(state, gate);
    if (gate.expiresAt !== null) unset(gateTimer(gate.id));
    if (remindMs.length > gate.reminded) unset(remindTimer(gate.id));
    if (escalate.length > gate.escalated) unset(escalateTimer(gate.id));
  };
  for (const event of events) {
    switch (event.type) {
      case 'run.started':
        if (state.deadlineAt !== null) putTimer(runTimer, state.deadlineAt, { type: 'runTimedOut' });
        break;
      // In a paused run some times bring nothing: their rows would only wake a worker again and again.
      case 'run.paused':
      case 'run.resumed':
        for (const { key, dueAt, command } of pausable(state))
          if (dueAt === null) unset(key);
          else putTimer(key, dueAt, command);
        break;
      case 'run.failing':
        if (event.data.deadlineAt !== null)
          putTimer(rollbackTimer, event.data.deadlineAt, { type: 'rollbackTimedOut' });
        break;
      case 'attempt.suspended': {
        const { step, attempt, wait } = event.data;
        ended(step, attempt);
        setWait(step, attempt);
        if (wait.child) effects.children.push(childRow(state, { step, attempt, child: wait.child }));
        break;
      }
      case 'map.expanded':
        setWait(event.data.step, event.data.attempt);
        break;
      case 'steps.reset':
        if (event.data.reopens !== undefined) setWait(event.data.reopens, state.steps.get(event.data.reopens)!.attempt);
        break;
      case 'attempt.resumed':
        unset(waitTimer(event.data.step));
        break;
      case 'step.skipped':
        for (const id of withItems(state, event.data.step)) {
          ended(id, state.steps.get(id)!.attempt);
          unsetWait(id);
        }
        break;
      case 'attempt.queued': {
        const { step, attempt, pool, key, epoch, params } = event.data;
        const spec = state.stepSpecs.get(step)!;
        const { kind } = spec;
        const timeoutMs = attemptTimeoutMs(spec);
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
        unsetWait(step);
        // A map whose time is over takes its items along.
        if (event.type === 'attempt.failed')
          for (const id of withItems(state, step).slice(1)) {
            if (state.steps.get(id)!.phase !== 'cancelled') continue;
            ended(id, state.steps.get(id)!.attempt);
            unsetWait(id);
          }
        for (const artifact of artifacts ?? []) effects.artifacts.push({ ...artifact, stepId: step, attempt });
        if (event.type === 'attempt.succeeded') effects.kept.push(...keptOf(state, event.data));
        if (event.type === 'attempt.failed' && event.data.retryAt !== undefined && state.paused === null) {
          putTimer(retryTimer(step), event.data.retryAt, { type: 'retryDue', step, attempt });
        }
        break;
      }
      case 'attempt.lost':
        ended(event.data.step, event.data.attempt);
        break;
      case 'gate.opened': {
        const { gate, expiresAt } = event.data;
        effects.notices.push({ gate, about: 'opened', nth: 1 });
        if (expiresAt !== null) putTimer(gateTimer(gate), expiresAt, { type: 'gateExpired', gate });
        setCourse(gate);
        break;
      }
      case 'gate.reminded':
        effects.notices.push({ gate: event.data.gate, about: 'reminded', nth: event.data.nth });
        setCourse(event.data.gate);
        break;
      case 'gate.escalated':
        effects.notices.push({ gate: event.data.gate, about: 'escalated', nth: event.data.stage });
        setCourse(event.data.gate);
        break;
      case 'gate.reassigned':
        effects.notices.push({ gate: event.data.gate, about: 'reassigned', nth: event.seq });
        break;
      case 'gate.voted':
        // What others signed does not count any more, or somebody has to look at the edit: they are told.
        if (event.data.payload !== undefined && !state.gates.get(event.data.gate)!.closed)
          effects.notices.push({ gate: event.data.gate, about: 'changed', nth: event.seq });
        break;
      case 'step.reused': {
        const { step: stepId } = event.data;
        const { attempt, artifacts } = state.steps.get(stepId)!;
        for (const artifact of artifacts) effects.artifacts.push({ ...artifact, stepId, attempt });
        break;
      }
      case 'gate.reused':
        effects.notices = effects.notices.filter(({ gate }) => gate !== event.data.gate);
        endCourse(state.gates.get(event.data.gate)!);
        break;
      case 'gate.closed':
        effects.notices.push({ gate: event.data.gate, about: 'closed', nth: 1 });
        endCourse(state.gates.get(event.data.gate)!);
        break;
      case 'run.finished':
        effects.posts.push(...tellParent(state));
        if (state.failing?.deadlineAt != null) unset(rollbackTimer);
        if (state.deadlineAt !== null) unset(runTimer);
        for (const [id, step] of state.steps) {
          if (step.retries.length > 0) unset(retryTimer(id));
          unsetWait(id);
        }
        for (const gate of state.gates.values()) endCourse(gate);
        break;
      default:
    }
  }
  effects.poolTasks = [...tasks.values()];
  leaveChildren(effects, state, events);
  effects.timers = { set: [...set.values()], clear: [...clear] };
  return effects;
}

/** A step, and what ends with it: the items of a map. */
function withItems(state: RunState, id: string): string[] {
  if (!state.maps.has(id)) return [id];
  return [id, ...[...state.steps.keys()].filter((own) => itemStep(own)?.map === id)];
}

/** When time next changes something of a suspended attempt; in a paused run none is executed again. */
function waitAt(state: RunState, id: string): number | null {
  const { wait } = state.steps.get(id)!;
  const limit = limitAt(state, id);
  const until = wait?.until ?? null;
  if (until === null || (wait?.due === 'again' && state.paused !== null)) return limit;
  return limit === null ? until : Math.min(until, limit);
}

/** Times that a pause changes, as they are now; null: none. */
function* pausable(state: RunState): Iterable<Omit<TimerRow, 'dueAt'> & { dueAt: number | null }> {
  const unless = (dueAt: number | null) => (state.paused === null ? dueAt : null);
  if (state.deadlineAt !== null)
    yield { key: runTimer, dueAt: unless(state.deadlineAt), command: { type: 'runTimedOut' } };
  for (const id of state.retrying) {
    const { retryAt, attempt } = state.steps.get(id)!;
    if (retryAt !== null)
      yield { key: retryTimer(id), dueAt: unless(retryAt), command: { type: 'retryDue', step: id, attempt } };
  }
  for (const id of state.suspended) {
    const { wait, attempt } = state.steps.get(id)!;
    if (wait?.until != null && wait.due === 'again')
      yield { key: waitTimer(id), dueAt: waitAt(state, id), command: { type: 'waitDue', step: id, attempt } };
  }
}

/** When this run next has to be looked at by itself: a retry, a gate's expiry or the run's deadline; null for never. */
export function nextDue(state: RunState, now: number): number | null {
  if (state.finishedAt !== null) return null;
  const paused = state.paused !== null;
  const deadlines = [paused || state.cancel ? null : state.deadlineAt, rollbackDueAt(state)];
  let due = Math.min(...deadlines.map((at) => at ?? Number.POSITIVE_INFINITY));
  const full = isFull(state);
  for (const id of state.suspended) {
    const { wait } = state.steps.get(id)!;
    // One that is due and found no slot waits for a result: only its limit is a time to look at.
    const stuck = full && wait?.due === 'again' && wait.until !== null && wait.until <= now;
    due = Math.min(due, (stuck ? limitAt(state, id) : waitAt(state, id)) ?? Number.POSITIVE_INFINITY);
  }
  if (!paused)
    for (const id of state.retrying) {
      const retryAt = state.steps.get(id)!.retryAt ?? Number.POSITIVE_INFINITY;
      // A retry that is due and found no slot waits for a result: no time brings it on.
      if (!full || retryAt > now) due = Math.min(due, retryAt);
    }
  for (const id of state.openGates) {
    const gate = state.gates.get(id)!;
    const { remindAt, escalateAt } = gateTimes(state, gate);
    for (const at of [gate.expiresAt, remindAt, escalateAt]) due = Math.min(due, at ?? Number.POSITIVE_INFINITY);
  }
  return due === Number.POSITIVE_INFINITY ? null : due;
}

/** Timers due sooner than this stay in memory, lease kept; later ones are rows alone. */
const nearMs = 10_000;

/** Whether only people, far times or events can move the run on (or nothing, since it ended): it needs no holder. */
export function onlyWaits(state: RunState, now: number): boolean {
  if (state.finishedAt !== null) return true;
  if (state.admittedAt === null || moves(state)) return false;
  const due = nextDue(state, now);
  return due === null || due - now > nearMs;
}
