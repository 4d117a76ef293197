import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import { mayDecide, quorumOf } from '#lib/domain/gate/eligibility.ts';
import type { GateAction, GatePolicy } from '#lib/domain/gate/spec.ts';
import type { VoterFacts } from '#lib/domain/run/command.ts';
import { closedSentence } from '#lib/domain/run/decide/gate.ts';
import { gatePolicyOf } from '#lib/domain/run/policy-of.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { may } from '#lib/server/authorize.ts';
import { isoOrNull } from '../runs/step-view.ts';

/** What a gate is judged by for one asking person. */
export type Judged = { caller: Identity & { actor: Actor }; facts: VoterFacts };

/** A gate as the inbox shows it to one person. */
export function approvalSummary(state: RunState, gate: GateState, { caller, facts }: Judged): ApprovalSummary {
  const policy = gatePolicyOf(state, gate.step, gate.placement);
  return {
    id: gate.id,
    runId: state.runId,
    runNumber: state.number,
    workflowId: state.workflowId,
    workflowName: state.workflowName,
    step: gate.step,
    stepName: state.stepSpecs.get(gate.step)?.name ?? gate.step,
    placement: gate.placement,
    attempt: gate.attempt,
    title: policy.title,
    status: gate.closed ? 'closed' : 'open',
    openedAt: new Date(gate.openedAt).toISOString(),
    dueAt: isoOrNull(gate.dueAt),
    expiresAt: isoOrNull(gate.expiresAt),
    startedBy: state.actor,
    mine: mine(state, gate, policy, { caller, facts }),
    quorum: quorum(state, gate, policy, facts),
    closed: gate.closed && {
      action: gate.closed.action,
      outcome: gate.closed.outcome,
      by: gate.closed.by,
      at: new Date(gate.closed.at).toISOString(),
      expired: gate.closed.expired,
    },
  };
}

/** Whether the asking person may let it pass, and if not, why. */
function mine(
  state: RunState,
  gate: GateState,
  policy: GatePolicy,
  { caller, facts }: Judged,
): ApprovalSummary['mine'] {
  const no = (why: string) => ({ may: false, why, selfSigned: false, mayStop: false, signed: false });
  if (gate.closed) return no(closedSentence(gate));
  if (!may(caller, 'gate.decide'))
    return no(
      caller.scopes ? 'This API key may not decide gates.' : `The role ${caller.member.role} does not decide gates.`,
    );
  const answer = mayDecide({ state, gate, policy, actor: caller.actor, facts });
  const signed = gate.votes.some((vote) => !vote.void && vote.actor.id === caller.actor.id);
  return answer.may
    ? { may: true, why: null, selfSigned: answer.selfSigned, mayStop: true, signed }
    : { ...no(answer.why), mayStop: answer.code === 'self_approval', signed };
}

/** How far the result with the most votes is. */
function quorum(state: RunState, gate: GateState, policy: GatePolicy, facts: VoterFacts): ApprovalSummary['quorum'] {
  const results = policy.actions.flatMap((action): { action: GateAction; outcome: string | null }[] =>
    action === 'outcome' ? policy.outcomes.map((outcome) => ({ action, outcome })) : [{ action, outcome: null }],
  );
  const standing = results
    .filter(({ action }) => action !== 'cancel' && action !== 'retry' && action !== 'modify')
    .map((result) => quorumOf(state, gate, policy, result, facts.eligible));
  const furthest = standing.toSorted((a, b) => b.have - a.have)[0] ?? { have: 0, need: 1 };
  const one = furthest.need === 1;
  const unit = typeof policy.quorum === 'object' ? (one ? 'level' : 'levels') : one ? 'reviewer' : 'reviewers';
  return { have: furthest.have, need: furthest.need, text: `${furthest.have} of ${furthest.need} ${unit}` };
}
