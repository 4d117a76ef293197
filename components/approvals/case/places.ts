import type { ApprovalView } from '#lib/contracts/approval.ts';
import { policyOf } from './shown-policy.ts';

/** One place for a signature: given, or open and whose it is (null: anybody's who may decide). */
export type Place = { vote: ApprovalView['votes'][number] } | { vote: null; whose: string | null };

/** The signatures of a case in the order of their places, then the places that are still empty. */
export function placesOf(approval: ApprovalView): Place[] {
  const votes = approval.votes.filter((vote) => !vote.void);
  const filled = votes.map((vote): Place => ({ vote }));
  if (approval.closed) return filled;
  const { quorum } = policyOf(approval);
  const levels = typeof quorum === 'object' ? quorum.levels : null;
  const open = Math.max(0, approval.quorum.need - approval.quorum.have);
  const empty = Array.from({ length: open }, (_, at): Place => {
    const level = levels?.[approval.quorum.have + at];
    return { vote: null, whose: level ? level.join(' or ') : null };
  });
  return [...filled, ...empty];
}
