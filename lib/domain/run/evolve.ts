import type { RunEvent } from './event.ts';
import { addSteps } from './evolve/added.ts';
import { finishRun, finishStep, leaveChild, readyStep, weighNeeds } from './evolve/ending.ts';
import { closeGate, escalateGate, openGate, reassignGate, recordVote, remindGate } from './evolve/gate.ts';
import { expandMap, startItems, stopItems } from './evolve/map.ts';
import { resetSteps } from './evolve/reset.ts';
import { reuseSignature, takeOver } from './evolve/reuse.ts';
import { fallBack } from './evolve/round.ts';
import { settleStatus, startState } from './evolve/start.ts';
import { resumeAttempt, suspend } from './evolve/suspend.ts';
import { isStopped } from './moving.ts';

import { policyOf } from './policy-of.ts';
import type { RunState, StepState } from './state.ts';

/**
 * One event into the state. Changes the given state and returns it: whoever holds a state owns it (copying a state an
 * event took 29 s for a map of 10,000 items; the mutable fold takes 3 ms). `run.started` makes the state.
 */
export function apply(state: RunState | null, event: RunEvent): RunState {
  if (event.type === 'run.started') return startState(event);
  if (!state) throw new Error(`event ${event.type} at seq ${event.seq} comes before run.started`);
  state.seq = event.seq;
  state.at = Math.max(state.at, event.at);
  applyBody(state, event);
  settleStatus(state);
  return state;
}

/** All events in order, from nothing or from a snapshot's state. */
export function fold(events: Iterable<RunEvent>, from: RunState | null = null): RunState | null {
  let state = from;
  for (const event of events) state = apply(state, event);
  return state;
}

function applyBody(state: RunState, event: Exclude<RunEvent, { type: 'run.started' }>): void {
  const { at } = event;
  switch (event.type) {
    case 'run.admitted':
      state.admittedAt = at;
      state.maxSteps = event.data.maxSteps ?? null;
      for (const id of state.steps.keys()) weighNeeds(state, id, at);
      return;
    case 'run.cancelRequested':
      state.cancel = { actor: event.data.actor, reason: event.data.reason, timedOut: event.data.timedOut ?? false };
      for (const id of state.suspended) leaveChild(state, id);
      return;
    case 'run.paused':
      state.paused = { ...event.data, at };
      return;
    case 'run.resumed':
      // The time it stood still is not the run's.
      if (state.paused && state.deadlineAt !== null) state.deadlineAt += at - state.paused.at;
      state.paused = null;
      return;
    case 'run.failing':
      state.failing = { ...event.data, at };
      state.rulesDue.clear();
      for (const id of state.suspended) if (isStopped(state, id)) leaveChild(state, id);
      return;
    case 'signal.received': {
      const { signal: id, name, data, actor } = event.data;
      state.signals.push({ id, name, data, actor, at });
      return;
    }
    case 'rule.checked':
      state.rulesDue.delete(event.data.rule);
      if (event.data.holds) state.rulesFired.set(event.data.rule, (state.rulesFired.get(event.data.rule) ?? 0) + 1);
      return;
    case 'steps.added':
      return addSteps(state, event);
    case 'run.finished':
      return finishRun(state, event);
    case 'step.skipped':
      stepOf(state, event.data.step).reason = event.data.reason;
      return finishStep(state, event.data.step, event.data.how, at);
    case 'step.unprepared': {
      const step = stepOf(state, event.data.step);
      step.error = event.data.error;
      return failOrAsk(state, event.data.step, at, event.data.fallback);
    }
    case 'step.reused':
      return takeOver(state, event, (id) => askGate(state, id, 'after'));
    case 'attempt.suspended':
      return suspend(state, event);
    case 'map.expanded':
      return expandMap(state, event);
    case 'items.started':
      return startItems(state, event);
    case 'attempt.resumed':
      return resumeAttempt(state, event);
    case 'attempt.queued':
    case 'attempt.started': {
      const { data } = event;
      const step = stepOf(state, data.step);
      state.ready.delete(data.step);
      state.retrying.delete(data.step);
      state.active.add(data.step);
      step.pooled = event.type === 'attempt.queued' || step.phase === 'queued';
      step.phase = event.type === 'attempt.queued' ? 'queued' : 'running';
      step.attempt = data.attempt;
      step.key = data.key;
      step.epoch = data.epoch;
      step.retryAt = null;
      // What a lost attempt had noted is for the next one; a failed one leaves nothing.
      if (step.lost === 0 || step.error !== null) step.wait = null;
      step.error = null;
      if (data.params) {
        step.params = data.params;
        step.cacheKey = data.cache ?? null;
      }
      if (event.type === 'attempt.started') {
        step.worker = event.data.worker ?? null;
        step.startedAt ??= at;
        step.begunAt = at;
      }
      return;
    }
    case 'attempt.succeeded': {
      const { data } = event;
      const step = stepOf(state, data.step);
      state.active.delete(data.step);
      state.suspended.delete(data.step);
      if (data.signal !== undefined) state.signals = state.signals.filter(({ id }) => id !== data.signal);
      step.output = data.output;
      step.outcome = data.outcome ?? null;
      step.warning = data.warning ?? null;
      step.artifacts = data.artifacts ?? [];
      step.cached = data.cached ?? null;
      step.lost = 0;
      if (data.notTaken !== undefined) {
        step.reason = data.notTaken;
        return finishStep(state, data.step, 'notTaken', at);
      }
      if (policyOf(state, data.step, 'after')) return askGate(state, data.step, 'after');
      return finishStep(state, data.step, 'succeeded', at);
    }
    case 'attempt.failed': {
      const { data } = event;
      const step = stepOf(state, data.step);
      leaveChild(state, data.step);
      state.active.delete(data.step);
      state.suspended.delete(data.step);
      stopItems(state, data.step, at);
      step.error = data.error;
      step.artifacts = data.artifacts ?? [];
      if (isStopped(state, data.step)) return finishStep(state, data.step, 'cancelled', at);
      if (data.retryAt === undefined) return failOrAsk(state, data.step, at, data.fallback);
      state.retriesUsed += 1;
      step.phase = 'retrying';
      step.retryAt = data.retryAt;
      step.retries[data.rule ?? 0] = (step.retries[data.rule ?? 0] ?? 0) + 1;
      state.retrying.add(data.step);
      return;
    }
    case 'attempt.lost': {
      const step = stepOf(state, event.data.step);
      state.active.delete(event.data.step);
      step.lost += 1;
      if (isStopped(state, event.data.step)) return finishStep(state, event.data.step, 'cancelled', at);
      if (!specOf(state, event.data.step).repeatable) {
        step.error = {
          kind: 'lost',
          message: 'The worker vanished while this step ran, so it is unknown whether it happened.',
          fix: 'Look at what it should have done, then approve, enter the result, or retry.',
        };
        return askGate(state, event.data.step, 'onFailure');
      }
      return readyStep(state, event.data.step, at);
    }
    case 'gate.opened':
      return openGate(state, event);
    case 'gate.voted':
      return recordVote(state, event);
    case 'gate.reminded':
      return remindGate(state, event);
    case 'gate.escalated':
      return escalateGate(state, event);
    case 'gate.reassigned':
      return reassignGate(state, event);
    case 'gate.closed':
      return closeGate(state, event);
    case 'gate.reused':
      return reuseSignature(state, event);
    case 'steps.reset':
      return resetSteps(state, event);
  }
}

function failOrAsk(state: RunState, id: string, at: number, fallback?: number): void {
  if (isStopped(state, id)) return finishStep(state, id, 'cancelled', at);
  if (fallback !== undefined) {
    fallBack(state, id, fallback);
    return readyStep(state, id, at);
  }
  if (policyOf(state, id, 'onFailure')) return askGate(state, id, 'onFailure');
  finishStep(state, id, 'failed', at);
}

function askGate(state: RunState, id: string, placement: 'after' | 'onFailure'): void {
  const step = stepOf(state, id);
  state.ready.delete(id);
  step.phase = 'gated';
  step.gateDue = placement;
  state.gatesDue.add(id);
}

function stepOf(state: RunState, id: string): StepState {
  const step = state.steps.get(id);
  if (!step) throw new Error(`the run has no step ${JSON.stringify(id)}`);
  return step;
}

function specOf(state: RunState, id: string) {
  const spec = state.stepSpecs.get(id);
  if (!spec) throw new Error(`the run has no step ${JSON.stringify(id)}`);
  return spec;
}
