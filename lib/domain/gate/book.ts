import type { Actor } from '../access/actor.ts';
import { policyAt } from '../run/policy-of.ts';
import type { GateState, RunState } from '../run/state.ts';
import type { GateAction, GatePolicy } from './spec.ts';

/** Why four eyes keep somebody from letting a step pass. */
export type ExclusionWhy = 'starter' | 'author' | 'editor' | 'retrier' | 'reassigner';

export const exclusionWords: Record<ExclusionWhy, string> = {
  starter: 'you started this run',
  author: 'you wrote this version of the workflow',
  editor: 'you edited what is signed here',
  retrier: 'you had this step run again',
  reassigner: 'you chose who decides this',
};

export type BookVote = {
  id: string | null;
  name: string;
  action: GateAction;
  outcome: string | null;
  /** Whose right it was, when not the voter's own. */
  for: string | null;
  selfSigned: boolean;
  level: number | null;
  /** Unix ms. */
  at: number;
};

/**
 * All that decides who may sign a gate and what is still missing. The run's state gives it, and the gate's row keeps it,
 * so that lists of thousands are judged by the very rules that a decision is, without folding a run.
 */
export type GateBook = {
  policy: GatePolicy;
  /** Groups and e-mails, levels aside; null: everyone who may decide. */
  asked: string[] | null;
  /** Asked too, at any level, since nobody decided in time. */
  escalatedTo: string[];
  excluded: { id: string; why: ExclusionWhy }[];
  /** Those that count. */
  votes: BookVote[];
  /** Member whose edit somebody else has to approve too. */
  secondFor: string | null;
  closed: boolean;
};

export function bookOf(state: RunState, gate: GateState): GateBook {
  const policy = policyAt(state, gate);
  return {
    policy,
    asked: askedAt(gate, policy),
    escalatedTo: policy.escalate.slice(0, gate.escalated).flatMap(({ to }) => to),
    excluded: exclusionsOf(state, gate),
    votes: gate.votes.flatMap((vote) => (vote.void ? [] : [bookVote(vote)])),
    secondFor: gate.secondFor,
    closed: gate.closed !== null,
  };
}

function askedAt(gate: GateState, { reviewers: { users, groups, expression }, heldBy }: GatePolicy): string[] | null {
  if (gate.assigned) return gate.assigned.to;
  const asked = [...groups, ...users, ...gate.named];
  // An expression that named nobody, or a policy that is gone, must not open the gate to everybody.
  return asked.length === 0 && expression === null && heldBy === null ? null : asked;
}

/** Whom four eyes exclude at this gate, each once, with the first reason. They see the person, whatever key was used. */
export function exclusionsOf(
  state: RunState,
  gate: Pick<GateState, 'step' | 'editors' | 'assigned'> & { id: string | null },
): GateBook['excluded'] {
  const found = new Map<string, ExclusionWhy>();
  const add = (id: string | null | undefined, why: ExclusionWhy) => {
    if (id != null && !found.has(id)) found.set(id, why);
  };
  add(state.actor.id, 'starter');
  for (const id of state.authors) add(id, 'author');
  // Editing at this gate is signing the edit; it excludes from the step's other gates only.
  for (const id of state.editors.get(gate.step) ?? [])
    if (!gate.editors.includes(id) || editedElsewhere(state, gate, id)) add(id, 'editor');
  for (const id of state.retriers.get(gate.step) ?? []) add(id, 'retrier');
  add(gate.assigned?.by.id, 'reassigner');
  return [...found].map(([id, why]) => ({ id, why }));
}

function editedElsewhere(state: RunState, gate: { id: string | null; step: string }, member: string): boolean {
  for (const other of state.gates.values())
    if (other.id !== gate.id && other.step === gate.step && other.editors.includes(member)) return true;
  return false;
}

const bookVote = (vote: GateState['votes'][number]): BookVote => ({
  id: vote.actor.id,
  name: vote.actor.name,
  action: vote.action,
  outcome: vote.outcome,
  for: vote.onBehalfOf?.id ?? null,
  selfSigned: vote.selfSigned,
  level: vote.level,
  at: vote.at,
});

/** Votes that a new one of this person replaces: their own, and one that somebody gave in their place. */
export const isReplacedBy = (vote: Pick<BookVote, 'id' | 'for'>, actor: Actor): boolean =>
  vote.id === actor.id || (vote.for !== null && vote.for === actor.id);
