import { systemActor } from '../../access/actor.ts';
import { bookOf } from '../../gate/book.ts';
import { levelIndex, type MayDecide, mayDecide, quorumAfter } from '../../gate/eligibility.ts';
import { type GateAction, gateActions } from '../../gate/spec.ts';
import type { MachineCommand, PersonCommand, Refusal, RefusalCode } from '../command.ts';
import type { Decision } from '../decide.ts';
import type { NewRunEvent } from '../event.ts';
import { policyAt } from '../policy-of.ts';
import type { GateState, RunState } from '../state.ts';
import { cancelEvents } from './cancel.ts';
import { reworkSteps } from './rework.ts';
import { startOver } from './start-over.ts';

type DecideGate = Extract<PersonCommand, { type: 'decideGate' }>;

/**
 * One vote. The order of the checks is what a person is told first: the gate is closed, it is not yours, it changed
 * since you looked, and only then what is missing in the request.
 */
export function decideGate(state: RunState, command: DecideGate): Decision {
  const gate = state.gates.get(command.gate);
  if (!gate) return refuse('gate_unknown', 'There is no such gate in this run.');
  if (gate.closed) return refuse('gate_closed', closedSentence(gate.closed), { closed: gate.closed });
  const book = bookOf(state, gate);
  const { policy } = book;
  const may = mayDecide(book, command);
  if (!may.may) return refuse(may.code, may.why);
  if (command.digest !== gate.digest)
    return refuse('stale_digest', 'What you were shown has changed since. Look at it again.', { digest: gate.digest });
  if (!policy.actions.includes(command.action))
    return refuse('action_not_allowed', `This gate offers ${policy.actions.join(', ')}.`);
  if (command.action === 'outcome' && !policy.outcomes.includes(command.outcome ?? ''))
    return refuse('outcome_unknown', `Choose one of ${policy.outcomes.join(', ')}.`);
  if (policy.commentRequired.includes(command.action) && !command.comment?.trim())
    return refuse('comment_required', `Say why: this gate asks for a comment on ${command.action}.`);
  if (command.action === 'modify' && (command.payload === undefined || command.newDigest === undefined))
    return refuse('payload_invalid', 'A modify needs the edited payload.');
  if (policy.stepUp && gateActions[command.action].letsThrough && !command.steppedUp)
    return refuse('step_up_required', 'This gate asks for your password, or a code of your second factor, again.');
  const mine = gate.votes.find((vote) => !vote.void && vote.actor.id === command.actor.id);
  if (
    mine &&
    mine.action === command.action &&
    mine.outcome === (command.outcome ?? null) &&
    command.action !== 'modify'
  )
    return refuse('already_voted', 'You have decided this already; others still have to.');
  return {
    ok: true,
    events: [vote(command, may, levelIndex(book)), ...consequences(state, gate, command)],
  };
}

function vote(command: DecideGate, may: Extract<MayDecide, { may: true }>, level: number | null): NewRunEvent {
  const { gate, actor, action, digest, outcome, comment, form } = command;
  const { payload, newDigest, asksSecond } = command;
  const edit = action === 'modify' ? { payload, newDigest, asksSecond: asksSecond || undefined } : {};
  return {
    type: 'gate.voted',
    data: {
      gate,
      actor,
      action,
      digest,
      outcome: action === 'outcome' ? outcome : undefined,
      comment,
      form,
      selfSigned: may.selfSigned || undefined,
      onBehalfOf: may.onBehalfOf ?? undefined,
      steppedUp: command.steppedUp || undefined,
      level: level ?? undefined,
      ...edit,
    },
  };
}

function consequences(state: RunState, gate: GateState, command: DecideGate): NewRunEvent[] {
  const { action, actor, comment } = command;
  const outcome = action === 'outcome' ? command.outcome : undefined;
  // Stopping needs one; letting through needs the quorum.
  if (gateActions[action].letsThrough && !quorumAfter(bookOf(state, gate), command).reached) return [];
  return closing(state, gate, { action, outcome, by: actor, comment });
}

function closing(
  state: RunState,
  gate: GateState,
  close: { action: GateAction; outcome?: string; by: RunState['actor']; comment?: string; expired?: boolean },
): NewRunEvent[] {
  const events: NewRunEvent[] = [{ type: 'gate.closed', data: { gate: gate.id, step: gate.step, ...close } }];
  if (close.action === 'cancel') {
    const name = state.stepSpecs.get(gate.step)?.name ?? gate.step;
    const reason =
      close.comment?.trim() ||
      (close.expired ? `The gate at ${name} expired.` : `Cancelled by ${close.by.name} at ${name}.`);
    events.push(...cancelEvents(state, { actor: close.by, reason }, gate.id));
  }
  if (close.action === 'retry' && gate.placement === 'alone') {
    const asked = state.added.has(gate.step);
    // A rule asks anew, with a gate of its own, when it still holds after the rework.
    const steps = reworkSteps(state, gate.step).filter((id) => !asked || id !== gate.step);
    if (asked)
      events.push({
        type: 'step.skipped',
        data: { step: gate.step, how: 'notTaken', reason: `sent back by ${close.by.name}` },
      });
    events.push(...startOver(state, { steps, gate: gate.id, feedback: close.comment ?? '' }, close.by));
  }
  return events;
}

export function gateExpired(
  state: RunState,
  command: Extract<MachineCommand, { type: 'gateExpired' }>,
  now: number,
): NewRunEvent[] {
  const gate = state.gates.get(command.gate);
  if (!gate || gate.closed || gate.expiresAt === null || now < gate.expiresAt) return [];
  const { expireThen, outcomes } = policyAt(state, gate);
  const named = expireThen !== null && outcomes.includes(expireThen);
  const action: GateAction = named
    ? 'outcome'
    : expireThen === 'approve' || expireThen === 'skip'
      ? expireThen
      : 'cancel';
  return closing(state, gate, { action, outcome: named ? expireThen : undefined, by: systemActor, expired: true });
}

type Closing = { action: string; outcome: string | null; by: RunState['actor']; expired: boolean };

/** How a gate ended, as a sentence. */
export function closedSentence({ action, outcome, by, expired }: Closing): string {
  if (expired) return 'The gate expired.';
  if (action === 'void') return `The run was cancelled by ${by.name}.`;
  if (action === 'outcome') return `${by.name} chose ${outcome}.`;
  return `${by.name} ${gateActions[action as GateAction].past}.`;
}

export function refuse(
  code: RefusalCode,
  message: string,
  details?: Record<string, unknown>,
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, message, ...(details && { details }) } };
}
