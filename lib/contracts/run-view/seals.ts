import type { RunStepView } from '#lib/contracts/run-step.ts';
import type { SealView } from '#lib/contracts/seal.ts';
import type { GateState } from '#lib/domain/run/state.ts';

/** Signatures at gates: the votes that stand, and what closed by itself on expiry; oldest first. */
export function sealsOf(gates: readonly GateState[]): SealView[] {
  return gates.flatMap(gateSeals).toSorted((a, b) => a.at.localeCompare(b.at));
}

function gateSeals(gate: GateState): SealView[] {
  const place = { gate: gate.id, step: gate.step, placement: gate.placement };
  if (gate.reused) {
    const { runId, number, signers } = gate.reused;
    return signers.map(({ actor, action, at, comment }) => ({
      ...place,
      action,
      outcome: action === 'outcome' ? (gate.closed?.outcome ?? null) : null,
      by: actor,
      at: new Date(at).toISOString(),
      selfSigned: false,
      comment: comment ?? null,
      expired: false,
      onBehalfOf: null,
      steppedUp: false,
      from: { runId, number },
    }));
  }
  const votes = gate.votes
    .filter((vote) => !vote.void)
    .map((vote) => ({
      ...place,
      action: vote.action,
      outcome: vote.outcome,
      by: vote.actor,
      at: new Date(vote.at).toISOString(),
      selfSigned: vote.selfSigned,
      comment: vote.comment,
      expired: false,
      onBehalfOf: vote.onBehalfOf,
      steppedUp: vote.steppedUp,
    }));
  if (!gate.closed?.expired) return votes;
  const { action, outcome, by, at, comment } = gate.closed;
  const end = { action, outcome, by, at: new Date(at).toISOString(), comment };
  return [...votes, { ...place, ...end, selfSigned: false, expired: true, onBehalfOf: null, steppedUp: false }];
}

/** What was done to have gates decided, gate by gate, oldest first. */
export const callsOf = (gates: readonly GateState[]): RunStepView['calls'] =>
  gates.flatMap(({ calls }) => calls.map(({ what, at }) => ({ what, at: new Date(at).toISOString() })));
