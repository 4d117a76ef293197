import { isReplacedBy } from '../../gate/book.ts';
import type { RunEvent } from '../event.ts';
import type { GateState, RunState, StepState } from '../state.ts';
import { finishStep, readyStep } from './ending.ts';
import { newRound } from './round.ts';

export function openGate(state: RunState, event: Extract<RunEvent, { type: 'gate.opened' }>): void {
  const { data, at } = event;
  const step = state.steps.get(data.step)!;
  state.gates.set(data.gate, {
    id: data.gate,
    step: data.step,
    placement: data.placement,
    attempt: data.attempt,
    payload: data.payload,
    originalPayload: data.payload,
    digest: data.digest,
    openedAt: at,
    dueAt: data.dueAt,
    expiresAt: data.expiresAt,
    reason: data.reason ?? null,
    policy: data.policy ?? null,
    named: data.named ?? [],
    assigned: null,
    reminded: 0,
    escalated: 0,
    calls: [{ what: 'opened', at }],
    secondFor: null,
    votes: [],
    editors: [],
    reused: null,
    closed: null,
  });
  state.openGates.add(data.gate);
  state.gatesDue.delete(data.step);
  state.ready.delete(data.step);
  step.phase = 'gated';
  step.gateDue = null;
  step.gate = data.gate;
  if (data.placement === 'before') step.params = data.payload;
}

export function recordVote(state: RunState, event: Extract<RunEvent, { type: 'gate.voted' }>): void {
  const { data, at } = event;
  const gate = state.gates.get(data.gate)!;
  // A changed payload voids what was signed on the old one; a person's newer vote replaces the older.
  for (const vote of gate.votes)
    if (data.payload !== undefined || isReplacedBy({ id: vote.actor.id, for: vote.onBehalfOf?.id ?? null }, data.actor))
      vote.void = true;
  if (data.payload !== undefined) {
    gate.payload = data.payload;
    gate.digest = data.newDigest ?? gate.digest;
    gate.secondFor = data.asksSecond ? data.actor.id : gate.secondFor === data.actor.id ? gate.secondFor : null;
    if (data.actor.id) {
      gate.editors.push(data.actor.id);
      remember(state.editors, gate.step, data.actor.id);
    }
  }
  gate.votes.push({
    actor: data.actor,
    action: data.action,
    outcome: data.outcome ?? null,
    digest: data.newDigest ?? data.digest,
    comment: data.comment ?? null,
    form: data.form ?? null,
    selfSigned: data.selfSigned ?? false,
    onBehalfOf: data.onBehalfOf ?? null,
    steppedUp: data.steppedUp ?? false,
    level: data.level ?? null,
    at,
    void: false,
  });
}

export function remindGate(state: RunState, { data, at }: Extract<RunEvent, { type: 'gate.reminded' }>): void {
  const gate = state.gates.get(data.gate)!;
  gate.reminded = data.nth;
  gate.calls.push({ what: 'reminded', at });
}

export function escalateGate(state: RunState, { data, at }: Extract<RunEvent, { type: 'gate.escalated' }>): void {
  const gate = state.gates.get(data.gate)!;
  gate.escalated = data.stage;
  gate.calls.push({ what: 'escalated', at });
}

/** Others are asked from now on; what was signed stands. */
export function reassignGate(state: RunState, { data, at }: Extract<RunEvent, { type: 'gate.reassigned' }>): void {
  const gate = state.gates.get(data.gate)!;
  gate.assigned = { to: data.to, by: data.by, at };
  gate.calls.push({ what: 'reassigned', at });
}

export function closeGate(state: RunState, event: Extract<RunEvent, { type: 'gate.closed' }>): void {
  const { data, at } = event;
  const gate = state.gates.get(data.gate)!;
  gate.closed = {
    action: data.action,
    outcome: data.outcome ?? null,
    by: data.by,
    at,
    expired: data.expired ?? false,
    comment: data.comment ?? null,
  };
  state.openGates.delete(data.gate);
  const step = state.steps.get(data.step)!;
  step.gate = null;
  if (data.action === 'retry' && data.by.id) remember(state.retriers, data.step, data.by.id);
  // Void: the run ends. Cancel and a retry of a gate that stands alone are followed by their own events.
  if (data.action === 'void' || data.action === 'cancel') return;
  if (data.action === 'skip') {
    step.output = null;
    step.reason = `skipped by ${data.by.name}`;
    return finishStep(state, data.step, 'waived', at);
  }
  const follow = { before: followBefore, after: followAfter, onFailure: followFailure, alone: followAlone }[
    gate.placement
  ];
  follow(state, gate, step, event);
}

type Closed = Extract<RunEvent, { type: 'gate.closed' }>;

function followBefore(state: RunState, gate: GateState, step: StepState, { data, at }: Closed): void {
  if (data.action === 'retry') {
    step.params = null;
    step.feedback = data.comment ?? null;
  } else {
    step.params = gate.payload;
    step.beforePassed = true;
  }
  readyStep(state, gate.step, at);
}

function followAfter(state: RunState, gate: GateState, step: StepState, { data, at }: Closed): void {
  if (data.action === 'retry') return againWith(state, gate.step, data.comment ?? null, at);
  step.output = gate.payload;
  finishStep(state, gate.step, 'succeeded', at);
}

function followFailure(state: RunState, gate: GateState, step: StepState, { data, at }: Closed): void {
  if (data.action === 'retry') return againWith(state, gate.step, data.comment ?? null, at);
  if (data.action === 'modify') {
    step.output = gate.payload;
    step.reason = `result entered by ${data.by.name}`;
    return finishStep(state, gate.step, 'succeeded', at);
  }
  step.accepted = true;
  step.reason = `failure accepted by ${data.by.name}`;
  finishStep(state, gate.step, 'failed', at);
}

function followAlone(state: RunState, gate: GateState, step: StepState, { data, at }: Closed): void {
  if (data.action === 'retry') return;
  step.output = gate.payload;
  step.outcome = data.outcome ?? null;
  finishStep(state, gate.step, 'succeeded', at);
}

/** A person sends the step round again: a new logical execution with a new idempotency key. */
function againWith(state: RunState, id: string, feedback: string | null, at: number): void {
  newRound(state, id, feedback);
  readyStep(state, id, at);
}

export function remember(book: Map<string, Set<string>>, step: string, member: string): void {
  const known = book.get(step);
  if (known) known.add(member);
  else book.set(step, new Set([member]));
}
