import { systemActor } from '../../access/actor.ts';
import { plainPolicy } from '../../gate/plain-policy.ts';
import type { GatePolicy } from '../../gate/spec.ts';
import type { Json } from '../../workflow/json.ts';
import {
  defaultStepTimeoutMs,
  type NormalAction,
  type NormalStep,
  type NormalWorkflow,
} from '../../workflow/normal.ts';
import type { NotificationSpec } from '../../workflow/rule-spec.ts';
import type { Addition, NewRunEvent } from '../event.ts';
import { belongsAfter } from '../moving.ts';

import type { RunState } from '../state.ts';
import type { StepError } from '../step-error.ts';

type Failure = { error: StepError; reason: string; cause?: string; rollback?: boolean };

/**
 * The run has failed. Open gates close, and what follows comes into the run as steps, each after the one before however
 * that ended: what takes back what succeeded (latest first), then the handlers, the notifications, and who has to
 * acknowledge it. Without any of these the run simply ends.
 */
export function failRun(
  state: RunState,
  { error, reason, cause, rollback = false }: Failure,
  now: number,
): NewRunEvent[] {
  const { onFailure } = state.spec;
  const rollbackMs = onFailure.rollbackMs ?? (rollback ? defaultRollback : null);
  const undo = rollbackMs === null ? [] : undoSteps(state);
  const handlers = onFailure.run.flatMap((id) => handlerStep(state.spec, id) ?? []);
  const notify = onFailure.notify.map((spec, index) => notifyStep(`onFailure:notify-${index + 1}`, spec, reason));
  const escalate = onFailure.escalate ? [acknowledgeStep(onFailure.escalate, reason)] : [];
  const groups: [Addition, NormalStep[]][] = [
    ['undo', undo],
    ['handler', handlers],
    ['notify', notify],
    ['escalate', escalate],
  ];
  const chain = chained(groups.flatMap(([, steps]) => steps));
  const closing = [...state.openGates].map(
    (gate): NewRunEvent => ({
      type: 'gate.closed',
      data: { gate, step: state.gates.get(gate)!.step, action: 'void', by: systemActor, comment: reason },
    }),
  );
  if (chain.length === 0 && state.active.size === 0)
    return [...closing, { type: 'run.finished', data: { status: 'failed', error, reason } }];
  const deadlineAt = undo.length > 0 ? now + rollbackMs! : null;
  const failing = { error, reason, deadlineAt, ...(cause === undefined ? {} : { cause }) };
  const events: NewRunEvent[] = [{ type: 'run.failing', data: failing }, ...closing];
  let from = 0;
  for (const [why, { length }] of groups) {
    if (length > 0) events.push({ type: 'steps.added', data: { why, steps: chain.slice(from, from + length) } });
    from += length;
  }
  return events;
}

const defaultRollback = 30 * 60_000;

/** What is left of a roll-back whose time is over: under way it fails, the rest is not begun. */
export function rollbackTimedOut(state: RunState, now: number): NewRunEvent[] {
  const { failing } = state;
  if (!failing || failing.deadlineAt === null || now < failing.deadlineAt) return [];
  const events: NewRunEvent[] = [];
  const message = 'The roll-back took longer than its time limit.';
  for (const [id, { why }] of state.added) {
    const step = state.steps.get(id)!;
    if (why !== 'undo' || step.finishedAt !== null) continue;
    if (state.active.has(id) || state.suspended.has(id))
      events.push({
        type: 'attempt.failed',
        data: { step: id, attempt: step.attempt, error: { kind: 'timeout', message } },
      });
    else if (step.gate === null)
      events.push({ type: 'step.skipped', data: { step: id, how: 'notTaken', reason: message } });
  }
  return events;
}

/** Steps that this run did and that say how to take them back, the latest first. */
function undoSteps(state: RunState): NormalStep[] {
  return [...state.steps]
    .filter(
      ([id, step]) =>
        step.phase === 'succeeded' && !step.reused && state.stepSpecs.get(id)!.undo && !belongsAfter(state, id),
    )
    .toSorted(([, a], [, b]) => b.endSeq! - a.endSeq!)
    .map(([id]) => {
      const spec = state.stepSpecs.get(id)!;
      return plainStep(`undo:${id}`, `Take back ${spec.name}`, spec.undo!, spec.pool);
    });
}

/** A handler as the workflow wrote it, without the needs that have no meaning for one that is called. */
export function handlerStep(spec: NormalWorkflow, id: string, as = id): NormalStep | null {
  const found = spec.handlers.find((handler) => handler.id === id);
  return found ? { ...found, id: as, needs: [], join: 0 } : null;
}

export function notifyStep(id: string, { channel, to = [], subject, body }: NotificationSpec, why: string): NormalStep {
  const params = { channel, to, subject: subject ?? why, ...(body === undefined ? {} : { body }) };
  return plainStep(id, `Tell ${channel}`, { kind: 'notify', with: params, timeoutMs: defaultStepTimeoutMs }, 'default');
}

function acknowledgeStep(reviewers: { users: string[]; groups: string[] }, reason: string): NormalStep {
  return gateStep('onFailure:acknowledge', {
    title: 'The run failed. Has somebody seen it?',
    reviewers,
    payload: { reason },
  });
}

export function gateStep(
  id: string,
  given: { title: string; reviewers: { users: string[]; groups: string[] }; payload: Json; rework?: string[] },
): NormalStep {
  const params = { payload: given.payload, ...(given.rework ? { rework: given.rework } : {}) };
  const step = plainStep(id, given.title, { kind: 'gate', with: params, timeoutMs: defaultStepTimeoutMs }, 'default');
  const actions: GatePolicy['actions'] = given.rework ? ['approve', 'retry', 'cancel'] : ['approve', 'cancel'];
  return {
    ...step,
    gates: [
      {
        ...plainPolicy,
        placement: 'alone',
        title: given.title,
        reviewers: { ...given.reviewers, expression: null },
        actions,
        mandatory: true,
        editable: [],
      },
    ],
  };
}

function plainStep(id: string, name: string, action: NormalAction, pool: string): NormalStep {
  return {
    id,
    name,
    ...action,
    group: null,
    needs: [],
    join: 0,
    when: null,
    retry: [],
    repeatable: true,
    as: null,
    pool,
    gates: [],
    fallback: [],
    undo: null,
    cache: null,
    nested: [],
  };
}

/** One after the other, however the one before ended. */
function chained(steps: NormalStep[]): NormalStep[] {
  return steps.map((step, index) => {
    const before = steps[index - 1];
    return before ? { ...step, needs: however(before.id), join: 1 } : step;
  });
}

/** Needs that are met when the step has ended in any way. */
export const however = (step: string) => [
  { step, on: 'always' },
  { step, on: 'notTaken' },
];
