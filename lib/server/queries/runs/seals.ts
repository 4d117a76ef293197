import type { SealView } from '#lib/contracts/run.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';

/** Every signature of a run: the votes that stand, and what closed by itself on expiry; oldest first. */
export function sealsOf(state: RunState): SealView[] {
  return [...state.gates.values()].flatMap(gateSeals).toSorted((a, b) => a.at.localeCompare(b.at));
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
    }));
  if (!gate.closed?.expired) return votes;
  const { action, outcome, by, at, comment } = gate.closed;
  return [
    ...votes,
    { ...place, action, outcome, by, at: new Date(at).toISOString(), selfSigned: false, comment, expired: true },
  ];
}
