import { parseDuration } from '../workflow/duration.ts';
import { escalationOf, remindersOf } from '../workflow/normal.ts';
import type { GateAction, GatePolicy, PolicyDemand, Quorum } from './spec.ts';

/** A policy of the workspace as gates meet it. `everywhere`: it holds at every gate, named or not. */
export type NamedPolicy = { name: string; everywhere: boolean; demand: PolicyDemand };

/**
 * A gate's policy with what the workspace's policies demand: those that hold everywhere, then the one its author names.
 * Each can only ask for more; where it says who decides, or when the gate closes by itself, it says so alone. Null when
 * none applies. A named policy that is not there makes the gate as strict as a gate can be without naming people.
 */
export function strengthened(policy: GatePolicy, policies: readonly NamedPolicy[]): GatePolicy | null {
  const named = policies.find(({ name }) => name === policy.named);
  const holding = [...policies.filter(({ everywhere }) => everywhere), ...(named && !named.everywhere ? [named] : [])];
  const lost = policy.named !== null && !named;
  if (holding.length === 0 && !lost) return null;
  return holding.reduce(
    withDemand,
    lost ? { ...withoutEasyEnd(policy), mandatory: true, selfApproval: 'never' } : policy,
  );
}

function withDemand(policy: GatePolicy, { name, demand }: NamedPolicy): GatePolicy {
  const { reviewers } = demand;
  const holds = reviewers !== undefined && (reviewers.users?.length ?? 0) + (reviewers.groups?.length ?? 0) > 0;
  const mandatory = policy.mandatory || demand.mandatory === true;
  const offered = demand.actions ? policy.actions.filter((action) => allows(demand.actions!, action)) : policy.actions;
  const ends = demand.expire
    ? { expireMs: parseDuration(demand.expire.after), expireThen: demand.expire.then }
    : { expireMs: policy.expireMs, expireThen: policy.expireMs === null ? null : 'cancel' };
  return {
    ...policy,
    reviewers: holds
      ? { users: reviewers.users ?? [], groups: reviewers.groups ?? [], expression: null }
      : policy.reviewers,
    heldBy: holds ? name : policy.heldBy,
    quorum: strongerQuorum(policy.quorum, demand.quorum),
    actions: offered.filter((action) => !(mandatory && action === 'skip')),
    mandatory,
    editable: narrower(policy.editable, demand.editable),
    form: (demand.form as GatePolicy['form'] | undefined) ?? policy.form,
    commentRequired: [...new Set([...policy.commentRequired, ...(demand.commentRequired ?? [])])],
    selfApproval: demand.selfApproval ?? policy.selfApproval,
    exclude: [...new Set([...policy.exclude, ...(demand.exclude ?? [])])],
    secondReviewer: [...new Set([...policy.secondReviewer, ...(demand.secondReviewer ?? [])])],
    stepUp: policy.stepUp || demand.stepUp === true,
    dueMs: least(policy.dueMs, demand.due === undefined ? null : parseDuration(demand.due)),
    remindMs: demand.remind === undefined ? policy.remindMs : remindersOf(demand.remind),
    escalate: demand.escalate === undefined ? (holds ? [] : policy.escalate) : escalationOf(demand.escalate),
    ...ends,
    reuse: false,
  };
}

/** Outcomes stay the author's: they are ways on, not ways around. */
const allows = (actions: readonly GateAction[], action: GateAction) => action === 'outcome' || actions.includes(action);

/** All is more than any number, and levels, which say who as well, are more than both. */
function strongerQuorum(own: Quorum, demanded: Quorum | undefined): Quorum {
  if (demanded === undefined || typeof own === 'object') return typeof demanded === 'object' ? demanded : own;
  if (typeof demanded === 'object' || demanded === 'all' || own === 'all')
    return typeof demanded === 'object' ? demanded : 'all';
  return Math.max(own, demanded);
}

/** Fields that both let be edited. */
function narrower(own: GatePolicy['editable'], demanded: GatePolicy['editable'] | undefined): GatePolicy['editable'] {
  if (demanded === undefined || demanded === true) return own;
  if (own === true) return demanded;
  const inside = (field: string, of: readonly string[]) =>
    of.some((one) => field === one || field.startsWith(`${one}.`));
  return [
    ...new Set([...own.filter((field) => inside(field, demanded)), ...demanded.filter((field) => inside(field, own))]),
  ];
}

const least = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));

/** Nothing passes by itself. */
const withoutEasyEnd = (policy: GatePolicy): GatePolicy => ({
  ...policy,
  expireThen: policy.expireMs === null ? null : 'cancel',
  actions: policy.actions.filter((action) => action !== 'skip'),
});
