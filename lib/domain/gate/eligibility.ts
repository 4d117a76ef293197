import type { Actor } from '../access/actor.ts';
import type { VoterFacts } from '../run/command.ts';
import type { GateState, RunState } from '../run/state.ts';
import { type GateAction, type GatePolicy, gateActions } from './spec.ts';

/** A voter as the policy sees one. */
type Voter = { id: string | null; email: string; groups: string[] };

/** Why four eyes exclude this person from letting the step pass, or null. They see the person, whatever key was used. */
export function exclusionOf(state: RunState, gate: Pick<GateState, 'step'>, memberId: string | null): string | null {
  if (memberId === null) return null;
  if (state.actor.id === memberId) return 'you started this run';
  if (state.authors.includes(memberId)) return 'you wrote this version of the workflow';
  if (state.editors.get(gate.step)?.has(memberId)) return 'you edited what is signed here';
  if (state.retriers.get(gate.step)?.has(memberId)) return 'you had this step run again';
  return null;
}

export type MayDecide =
  | { may: true; selfSigned: boolean }
  | { may: false; code: 'not_a_reviewer' | 'self_approval'; why: string };

/** Whether this person may do this at this gate now. Without an action: whether they may let it pass. */
export function mayDecide(ask: {
  state: RunState;
  gate: GateState;
  policy: GatePolicy;
  actor: Actor;
  facts: VoterFacts;
  action?: GateAction;
}): MayDecide {
  const { state, gate, policy, actor, facts } = ask;
  const voter: Voter = { id: actor.id, email: facts.email, groups: facts.groups };
  const level = levelNow(gate, policy);
  if (!isReviewer(policy, voter) || (level && !namesVoter(level, voter))) {
    return { may: false, code: 'not_a_reviewer', why: `This gate asks ${whom(policy, gate).join(', ') || 'others'}.` };
  }
  if (ask.action && !gateActions[ask.action].letsThrough) return { may: true, selfSigned: false };
  // Editing at this gate is signing the edit (docs/decisions); it excludes only from the step's other gates.
  const editedHereOnly = gate.editors.includes(actor.id ?? '') && !editedElsewhere(state, gate, actor.id);
  const exclusion = exclusionOf(state, gate, actor.id);
  if (exclusion === null || (editedHereOnly && exclusion === 'you edited what is signed here'))
    return { may: true, selfSigned: false };
  if (policy.selfApproval === 'never' || facts.selfApproval === 'never')
    return { may: false, code: 'self_approval', why: `Somebody else has to decide this: ${exclusion}.` };
  return { may: true, selfSigned: true };
}

function editedElsewhere(state: RunState, gate: GateState, memberId: string | null): boolean {
  for (const other of state.gates.values())
    if (other.id !== gate.id && other.step === gate.step && other.editors.includes(memberId ?? '')) return true;
  return false;
}

function isReviewer(policy: GatePolicy, voter: Voter): boolean {
  const { users, groups } = policy.reviewers;
  if (users.length + groups.length === 0) return true;
  return namesVoter([...users, ...groups], voter);
}

function namesVoter(names: string[], voter: Voter): boolean {
  return names.some((name) => voter.groups.includes(name) || name.toLowerCase() === voter.email.toLowerCase());
}

/** Which level of an ordered quorum signs next, from 0; null without levels. */
export function levelIndex(gate: GateState, policy: GatePolicy): number | null {
  if (typeof policy.quorum !== 'object') return null;
  const filled = new Set(gate.votes.filter((vote) => !vote.void).map((vote) => vote.level));
  const open = policy.quorum.levels.findIndex((_, index) => !filled.has(index));
  return open === -1 ? policy.quorum.levels.length - 1 : open;
}

function levelNow(gate: GateState, policy: GatePolicy): string[] | null {
  const index = levelIndex(gate, policy);
  return index === null || typeof policy.quorum !== 'object' ? null : (policy.quorum.levels[index] ?? null);
}

/** Whom the gate waits for now: groups and e-mails; empty means everyone who may decide. */
export function whom(policy: GatePolicy, gate: GateState | null): string[] {
  const level = gate && levelNow(gate, policy);
  if (level) return level;
  return [...policy.reviewers.groups, ...policy.reviewers.users];
}

export type QuorumState = { have: number; need: number; reached: boolean };

/** Where the quorum stands for one result (approve and modify count together; skip and each outcome by themselves). */
export function quorumOf(
  state: RunState,
  gate: GateState,
  policy: GatePolicy,
  result: { action: GateAction; outcome?: string | null },
  eligible: VoterFacts['eligible'] | null,
): QuorumState {
  const have = new Set(gate.votes.filter((vote) => !vote.void && sameResult(vote, result)).map((vote) => vote.actor.id))
    .size;
  const need = quorumNeed(state, gate, policy, eligible);
  return { have, need, reached: have >= need };
}

/** The quorum as it stands once this vote is counted. */
export function quorumAfter(
  state: RunState,
  gate: GateState,
  policy: GatePolicy,
  vote: { actor: Actor; action: GateAction; outcome?: string; facts: VoterFacts },
): QuorumState {
  const others = gate.votes.filter(
    (old) => !old.void && vote.action !== 'modify' && old.actor.id !== vote.actor.id && sameResult(old, vote),
  );
  const have = new Set(others.map((old) => old.actor.id)).size + 1;
  const need = quorumNeed(state, gate, policy, vote.facts.eligible);
  return { have, need, reached: have >= need };
}

function quorumNeed(
  state: RunState,
  gate: GateState,
  policy: GatePolicy,
  eligible: VoterFacts['eligible'] | null,
): number {
  if (typeof policy.quorum === 'number') return policy.quorum;
  if (policy.quorum !== 'all') return policy.quorum.levels.length;
  const reviewers = (eligible ?? []).filter(
    (member) => isReviewer(policy, member) && exclusionOf(state, gate, member.id) === null,
  );
  return Math.max(1, reviewers.length);
}

function sameResult(
  vote: { action: GateAction; outcome?: string | null },
  result: { action: GateAction; outcome?: string | null },
): boolean {
  const plain = (action: GateAction) => (action === 'modify' ? 'approve' : action);
  return plain(vote.action) === plain(result.action) && (vote.outcome ?? null) === (result.outcome ?? null);
}
