import { parseDuration } from '../workflow/duration.ts';
import { escalationOf, remindersOf } from '../workflow/normal.ts';
import type { GateAction, GatePolicy, PolicyDemand, Quorum } from './spec.ts';
import { strongerForm } from './stronger-form.ts';

/** A policy of the workspace as gates meet it. `everywhere`: it holds at every gate, named or not. */
export type NamedPolicy = { name: string; everywhere: boolean; demand: PolicyDemand };

/**
 * A gate's policy with what the workspace's policies demand: the one its author names, and those that hold everywhere.
 * Each can only ask for more. Where several say who decides, it is whoever comes last here that does: what holds
 * everywhere outranks what an author chose, and the first by name the others. Null when none applies. A named policy
 * that is not there is taken for the strictest there could be: nobody can let the gate pass.
 */
export function strengthened(policy: GatePolicy, policies: readonly NamedPolicy[]): GatePolicy | null {
  const named = policies.find(({ name }) => name === policy.named);
  const everywhere = policies
    .filter((one) => one.everywhere)
    .toSorted((a, b) => (a.name === b.name ? 0 : a.name < b.name ? 1 : -1));
  const holding = [...(named && !named.everywhere ? [named] : []), ...everywhere];
  const lost = policy.named !== null && !named;
  if (holding.length === 0 && !lost) return null;
  const asked = holding.reduce(withDemand, withoutEasyEnd(policy));
  const ends = holding.flatMap(({ demand }) => (demand.expire ? (parseDuration(demand.expire.after) ?? []) : []));
  const ended = ends.length === 0 ? asked : { ...asked, expireMs: Math.min(...ends), expireThen: 'cancel' };
  return lost ? heldByNobody(ended) : ended;
}

function withDemand({ atLeast, ...policy }: GatePolicy, { name, demand }: NamedPolicy): GatePolicy {
  const who = reviewersOf(demand);
  const mandatory = policy.mandatory || demand.mandatory === true;
  const offered = demand.actions ? policy.actions.filter((action) => allows(demand.actions!, action)) : policy.actions;
  return {
    ...policy,
    reviewers: who ?? (demand.quorum === 'all' ? spelledOut(policy) : policy.reviewers),
    heldBy: who ? name : policy.heldBy,
    ...strongerQuorum(policy.quorum, demand.quorum, atLeast),
    actions: offered.filter((action) => !(mandatory && action === 'skip')),
    mandatory,
    editable: narrower(policy.editable, demand.editable),
    form: strongerForm(policy.form, demand.form),
    commentRequired: [...new Set([...policy.commentRequired, ...(demand.commentRequired ?? [])])],
    selfApproval: demand.selfApproval ?? policy.selfApproval,
    exclude: [...new Set([...policy.exclude, ...(demand.exclude ?? [])])],
    secondReviewer: [...new Set([...policy.secondReviewer, ...(demand.secondReviewer ?? [])])],
    stepUp: policy.stepUp || demand.stepUp === true,
    dueMs: least(policy.dueMs, demand.due === undefined ? null : parseDuration(demand.due)),
    remindMs: [...new Set([...policy.remindMs, ...remindersOf(demand.remind)])].toSorted((a, b) => a - b),
    escalate: escalation(policy, demand, who !== null),
  };
}

/** Whom a policy names, in its reviewers or in its levels; null when it leaves that to the author. */
export function reviewersOf({ reviewers, quorum }: PolicyDemand): GatePolicy['reviewers'] | null {
  const { users = [], groups = [] } = reviewers ?? {};
  if (users.length + groups.length > 0) return { users, groups, expression: null };
  return typeof quorum === 'object' ? peopleOf(quorum.levels.flat()) : null;
}

/** A list of groups and e-mails, told apart: an address has an @, the name of a group cannot. */
function peopleOf(names: readonly string[]): GatePolicy['reviewers'] {
  const all = [...new Set(names)];
  return {
    users: all.filter((name) => name.includes('@')),
    groups: all.filter((name) => !name.includes('@')),
    expression: null,
  };
}

/** Where levels alone say who is asked, it is still they when all have to sign at once. */
function spelledOut({ reviewers, quorum }: GatePolicy): GatePolicy['reviewers'] {
  const open = reviewers.users.length + reviewers.groups.length === 0 && reviewers.expression === null;
  return open && typeof quorum === 'object' ? peopleOf(quorum.levels.flat()) : reviewers;
}

/** Who is asked later on is for those to say who say who is asked. */
function escalation(policy: GatePolicy, { escalate }: PolicyDemand, holds: boolean): GatePolicy['escalate'] {
  if (holds) return escalationOf(escalate);
  return escalate === undefined || policy.heldBy !== null ? policy.escalate : escalationOf(escalate);
}

/** Outcomes stay the author's: they are ways on, not ways around. */
const allows = (actions: readonly GateAction[], action: GateAction) => action === 'outcome' || actions.includes(action);

/**
 * The larger number; all of them and no fewer than the number. Levels that meet a number stay, the last one repeated
 * until as many sign. Demanded levels replace what the author asked, in no smaller number: they say who signs as well.
 */
function strongerQuorum(
  own: Quorum,
  demanded: Quorum | undefined,
  atLeast = 1,
): Pick<GatePolicy, 'quorum' | 'atLeast'> {
  if (demanded === undefined) return { quorum: own, ...(atLeast > 1 ? { atLeast } : {}) };
  const count = Math.max(leastOf(own), leastOf(demanded), atLeast);
  const levels = typeof demanded === 'object' ? demanded.levels : typeof own === 'object' ? own.levels : null;
  if (levels && demanded !== 'all') return { quorum: filled(levels, count) };
  if (demanded === 'all' || own === 'all') return { quorum: 'all', ...(count > 1 ? { atLeast: count } : {}) };
  return { quorum: count };
}

const leastOf = (quorum: Quorum): number =>
  typeof quorum === 'number' ? quorum : quorum === 'all' ? 1 : quorum.levels.length;

const filled = (levels: string[][], count: number): Quorum => ({
  levels: [...levels, ...Array.from({ length: Math.max(0, count - levels.length) }, () => levels.at(-1)!)],
});

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

/** Nothing passes by itself, and nothing signed elsewhere counts. */
const withoutEasyEnd = (policy: GatePolicy): GatePolicy => ({
  ...policy,
  expireThen: policy.expireMs === null ? null : 'cancel',
  reuse: false,
});

/** What the lost policy demanded is not known any more. */
const heldByNobody = (policy: GatePolicy): GatePolicy => ({
  ...policy,
  reviewers: { users: [], groups: [], expression: null },
  heldBy: policy.named,
  escalate: [],
  mandatory: true,
  actions: policy.actions.filter((action) => action !== 'skip'),
  selfApproval: 'never',
});
