import type { RunState } from '#lib/domain/run/state.ts';
import { canonicalJson, sha256Hex } from '#lib/domain/workflow/canonical.ts';
import type { Json } from '#lib/domain/workflow/json.ts';

/**
 * What a run's state says to people, apart from the shape in which the state keeps it: this must come out the same in
 * every later version. Nothing may be added here, since the digests of what is stored were made with it.
 */
export function meaningOf(state: RunState): Json {
  return JSON.parse(
    JSON.stringify({
      status: state.status,
      reason: state.reason,
      error: state.error,
      outputs: state.outputs,
      steps: [...state.steps].map(([id, { phase, attempt, output, outcome, reason, error, finishedAt }]) => ({
        id,
        phase,
        attempt,
        output,
        outcome,
        reason,
        error,
        finishedAt,
      })),
      gates: [...state.gates.values()].map(({ id, step, placement, digest, votes, closed }) => ({
        id,
        step,
        placement,
        digest,
        votes: votes.map((vote) => ({ by: vote.actor.id, action: vote.action, void: vote.void })),
        closed: closed && { action: closed.action, outcome: closed.outcome, by: closed.by.id, at: closed.at },
      })),
    }),
  ) as Json;
}

export const digestOf = (state: RunState): string => sha256Hex(canonicalJson(meaningOf(state)));
