import type { PersonCommand } from '../command.ts';
import type { Decision } from '../decide.ts';
import type { NewRunEvent } from '../event.ts';
import { policyAt } from '../policy-of.ts';
import type { GateState, RunState } from '../state.ts';
import { closedSentence, refuse } from './gate.ts';

/** The last reminder that is due: those missed while nothing ran are not made up for. */
export function gateReminderDue(state: RunState, gateId: string, now: number): NewRunEvent[] {
  const gate = state.gates.get(gateId);
  if (!gate || gate.closed) return [];
  const nth = policyAt(state, gate).remindMs.filter((after) => gate.openedAt + after <= now).length;
  return nth > gate.reminded ? [{ type: 'gate.reminded', data: { gate: gate.id, nth } }] : [];
}

export function gateEscalationDue(state: RunState, gateId: string, now: number): NewRunEvent[] {
  const gate = state.gates.get(gateId);
  if (!gate || gate.closed) return [];
  return policyAt(state, gate).escalate.flatMap(({ afterMs, to }, index): NewRunEvent[] =>
    index >= gate.escalated && gate.openedAt + afterMs <= now
      ? [{ type: 'gate.escalated', data: { gate: gate.id, stage: index + 1, to } }]
      : [],
  );
}

/** When the next reminder and the next stage of the escalation of an open gate come; null for never. Unix ms. */
export function gateTimes(state: RunState, gate: GateState): { remindAt: number | null; escalateAt: number | null } {
  const { remindMs, escalate } = policyAt(state, gate);
  const at = (after: number | undefined) => (after === undefined || gate.closed ? null : gate.openedAt + after);
  return { remindAt: at(remindMs[gate.reminded]), escalateAt: at(escalate[gate.escalated]?.afterMs) };
}

/** Others are to decide; whoever chooses them does not decide any more. A policy of the workspace keeps its own reviewers. */
export function reassignGate(state: RunState, command: Extract<PersonCommand, { type: 'reassignGate' }>): Decision {
  const gate = state.gates.get(command.gate);
  if (!gate) return refuse('gate_unknown', 'There is no such gate in this run.');
  if (gate.closed) return refuse('gate_closed', closedSentence(gate.closed), { closed: gate.closed });
  const { heldBy } = policyAt(state, gate);
  if (heldBy !== null)
    return refuse(
      'policy_holds',
      `The policy ${heldBy} of the workspace says who decides here; nobody can be put in their place.`,
    );
  const { gate: id, actor: by, to, comment } = command;
  return { ok: true, events: [{ type: 'gate.reassigned', data: { gate: id, by, to, comment } }] };
}
