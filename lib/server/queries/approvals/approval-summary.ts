import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import { isoOrNull } from '#lib/contracts/run-view/step-view.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import { mayDecide, quorumOf } from '#lib/domain/gate/eligibility.ts';
import { type GateAction, gateActions } from '#lib/domain/gate/spec.ts';
import type { VoterFacts } from '#lib/domain/run/command.ts';
import { closedSentence } from '#lib/domain/run/decide/gate.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { may } from '#lib/server/authorize.ts';
import type { GateLine } from './gate-line.ts';

/** What a gate is judged by for one asking person. */
export type Judged = { caller: Identity & { actor: Actor }; facts: VoterFacts };

/** A gate as the inbox shows it to one person. */
export function approvalSummary(line: GateLine, judged: Judged): ApprovalSummary {
  const { book, openedAt, dueAt, expiresAt, closed, ...same } = line;
  return {
    ...same,
    status: closed ? 'closed' : 'open',
    openedAt: new Date(openedAt).toISOString(),
    dueAt: isoOrNull(dueAt),
    expiresAt: isoOrNull(expiresAt),
    mine: mine(line, judged),
    quorum: quorum(line, judged.facts),
    closed: closed && { ...closed, at: new Date(closed.at).toISOString() },
  };
}

/** Whether the asking person may let it pass, and if not, why. */
function mine({ book, closed }: GateLine, { caller, facts }: Judged): ApprovalSummary['mine'] {
  const signed = book.votes.some((vote) => vote.id === caller.actor.id);
  const no = (why: string) => ({ may: false, why, selfSigned: false, mayStop: false, signed, onBehalfOf: null });
  if (closed) return no(closedSentence(closed));
  if (!may(caller, 'gate.decide'))
    return no(
      caller.scopes ? 'This API key may not decide gates.' : `The role ${caller.member.role} does not decide gates.`,
    );
  const answer = mayDecide(book, { actor: caller.actor, facts });
  if (answer.may) {
    const { selfSigned, onBehalfOf } = answer;
    return { may: true, why: null, selfSigned, mayStop: true, signed, onBehalfOf };
  }
  const { may: mayStop } = mayDecide(book, { actor: caller.actor, facts, action: 'cancel' });
  return { ...no(answer.why), mayStop };
}

/** How far the result with the most votes is. */
function quorum({ book }: GateLine, facts: VoterFacts): ApprovalSummary['quorum'] {
  const { policy } = book;
  const results = policy.actions.flatMap((action): { action: GateAction; outcome: string | null }[] =>
    action === 'outcome' ? policy.outcomes.map((outcome) => ({ action, outcome })) : [{ action, outcome: null }],
  );
  const standing = results
    .filter(({ action }) => gateActions[action].letsThrough && action !== 'modify')
    .map((result) => quorumOf(book, result, facts.eligible));
  const furthest = standing.toSorted((a, b) => b.have - a.have)[0] ?? { have: 0, need: 1 };
  const one = furthest.need === 1;
  const unit = typeof policy.quorum === 'object' ? (one ? 'level' : 'levels') : one ? 'reviewer' : 'reviewers';
  return { have: furthest.have, need: furthest.need, text: `${furthest.have} of ${furthest.need} ${unit}` };
}
