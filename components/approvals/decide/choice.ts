import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { GateAction } from '#lib/domain/gate/spec.ts';

/** What a reviewer is about to do. */
export type Choice = { action: GateAction; outcome: string | null };

export type OfferedAction = ApprovalView['actions'][number];

export const choiceOf = (offered: OfferedAction): Choice => ({
  action: offered.action,
  outcome: offered.outcome ?? null,
});
export const sameChoice = (a: Choice | null, b: Choice) => a?.action === b.action && a.outcome === b.outcome;

/** The key that chooses it: a m r s c, and 1 to 9 for named outcomes in their order. */
export function keyOf(offered: OfferedAction, all: readonly OfferedAction[]): string | null {
  if (offered.action !== 'outcome')
    return { approve: 'a', modify: 'm', retry: 'r', skip: 's', cancel: 'c' }[offered.action];
  const at = all.filter((one) => one.action === 'outcome').indexOf(offered) + 1;
  return at >= 1 && at <= 9 ? String(at) : null;
}

/** Whether this member's vote for the very same stands already: giving it again would be refused. */
export const hasDecided = (votes: ApprovalView['votes'], member: string, { action, outcome }: OfferedAction): boolean =>
  action !== 'modify' &&
  votes.some(
    (vote) => !vote.void && vote.actor.id === member && vote.action === action && vote.outcome === (outcome ?? null),
  );
