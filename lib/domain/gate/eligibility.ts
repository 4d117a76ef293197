import type { Actor } from '../access/actor.ts';
import type { VoterFacts } from '../run/command.ts';
import { type BookVote, exclusionWords, type GateBook, isReplacedBy } from './book.ts';
import { type GateAction, gateActions } from './spec.ts';

/** A member as the policy sees one. */
type Voter = { id: string | null; email: string; groups: string[] };

export type MayDecide =
  | { may: true; selfSigned: boolean; onBehalfOf: { id: string; name: string } | null }
  | { may: false; code: 'not_a_reviewer' | 'self_approval'; why: string };

/** Whether this person may do this at this gate now. Without an action: whether they may let it pass. */
export function mayDecide(
  book: GateBook,
  { actor, facts, action }: { actor: Actor; facts: VoterFacts; action?: GateAction },
): MayDecide {
  const voter: Voter = { id: actor.id, email: facts.email, groups: facts.groups };
  const own = isAsked(book, voter);
  const giver = own ? null : (facts.delegators.find((one) => mayBeStoodInFor(book, one)) ?? null);
  if (!own && !giver)
    return { may: false, code: 'not_a_reviewer', why: `This gate asks ${whom(book).join(', ') || 'nobody yet'}.` };
  const onBehalfOf = giver && { id: giver.id, name: giver.name };
  if (action && !gateActions[action].letsThrough) return { may: true, selfSigned: false, onBehalfOf };
  if (names(book.policy.exclude, voter))
    return { may: false, code: 'self_approval', why: 'The policy of this gate keeps you from letting it pass.' };
  const excluded = book.excluded.find(({ id }) => id === actor.id);
  if (!excluded) return { may: true, selfSigned: false, onBehalfOf };
  // Only one's own right can be used with a mark: who stands in for another is there to be the second pair of eyes.
  if (book.policy.selfApproval === 'never' || facts.selfApproval === 'never' || giver)
    return {
      may: false,
      code: 'self_approval',
      why: `Somebody else has to decide this: ${exclusionWords[excluded.why]}.`,
    };
  return { may: true, selfSigned: true, onBehalfOf: null };
}

/** Somebody's right can be used by the one they named, unless they may not sign themselves or did already. */
function mayBeStoodInFor(book: GateBook, giver: Voter & { id: string }): boolean {
  return (
    isAsked(book, giver) &&
    !names(book.policy.exclude, giver) &&
    !book.excluded.some(({ id }) => id === giver.id) &&
    !book.votes.some((vote) => vote.id === giver.id)
  );
}

function isAsked(book: GateBook, voter: Voter): boolean {
  if (names(book.escalatedTo, voter)) return true;
  if (book.asked !== null && !names(book.asked, voter)) return false;
  const level = levelNow(book);
  return level === null || names(level, voter);
}

function names(list: readonly string[], voter: Voter): boolean {
  return list.some((name) => voter.groups.includes(name) || name.toLowerCase() === voter.email.toLowerCase());
}

/** Which level of an ordered quorum signs next, from 0; null without levels. */
export function levelIndex({ policy, votes }: Pick<GateBook, 'policy' | 'votes'>): number | null {
  if (typeof policy.quorum !== 'object') return null;
  const filled = new Set(votes.map((vote) => vote.level));
  const open = policy.quorum.levels.findIndex((_, index) => !filled.has(index));
  return open === -1 ? policy.quorum.levels.length - 1 : open;
}

function levelNow(book: GateBook): string[] | null {
  const index = levelIndex(book);
  return index === null || typeof book.policy.quorum !== 'object' ? null : (book.policy.quorum.levels[index] ?? null);
}

/** Whom the gate waits for now: groups and e-mails; empty means everyone who may decide. */
export function whom(book: GateBook): string[] {
  const now = levelNow(book) ?? book.asked;
  return now === null ? [] : [...new Set([...now, ...book.escalatedTo])];
}

export type QuorumState = { have: number; need: number; reached: boolean };
type Result = { action: GateAction; outcome?: string | null };

/** Where the quorum stands for one result (approve and modify count together; skip and each outcome by themselves). */
export function quorumOf(book: GateBook, result: Result, eligible: VoterFacts['eligible'] | null): QuorumState {
  return counted(
    book,
    book.votes.filter((vote) => sameResult(vote, result)).map((vote) => vote.id),
    eligible,
  );
}

/** The quorum as it stands once this vote is counted. `asksSecond`: its edit needs the approval of somebody else too. */
export function quorumAfter(
  book: GateBook,
  vote: Result & { actor: Actor; facts: VoterFacts; asksSecond?: boolean },
): QuorumState {
  const others = book.votes.filter(
    (old) => vote.action !== 'modify' && !isReplacedBy(old, vote.actor) && sameResult(old, vote),
  );
  const secondFor =
    vote.action === 'modify' ? (vote.asksSecond ? vote.actor.id : secondStill(book, vote.actor)) : book.secondFor;
  return counted({ ...book, secondFor }, [...others.map((old) => old.id), vote.actor.id], vote.facts.eligible);
}

/** A further edit by somebody else is itself the second pair of eyes; one by the same person is not. */
const secondStill = ({ secondFor }: GateBook, actor: Actor) => (secondFor === actor.id ? secondFor : null);

function counted(book: GateBook, voters: (string | null)[], eligible: VoterFacts['eligible'] | null): QuorumState {
  const distinct = new Set(voters);
  const seconded = book.secondFor === null || [...distinct].some((id) => id !== book.secondFor);
  const base = quorumNeed(book, eligible);
  const need = book.secondFor === null ? base : Math.max(2, base);
  return { have: distinct.size, need, reached: distinct.size >= need && seconded };
}

function quorumNeed(book: GateBook, eligible: VoterFacts['eligible'] | null): number {
  const { quorum, atLeast = 1 } = book.policy;
  if (typeof quorum === 'number') return quorum;
  if (quorum !== 'all') return quorum.levels.length;
  return Math.max(atLeast, signersOf(book, eligible ?? []).length);
}

/** Members who could let it pass, levels aside: asked and not excluded. */
export function signersOf(
  { asked, excluded, policy }: Pick<GateBook, 'asked' | 'excluded' | 'policy'>,
  members: VoterFacts['eligible'],
): VoterFacts['eligible'] {
  const out = new Set(excluded.map(({ id }) => id));
  return members.filter(
    (member) => (asked === null || names(asked, member)) && !out.has(member.id) && !names(policy.exclude, member),
  );
}

/** Members whom a list of groups and e-mails names. */
export const namedBy = (list: readonly string[], members: VoterFacts['eligible']): VoterFacts['eligible'] =>
  members.filter((member) => names(list, member));

function sameResult(vote: Pick<BookVote, 'action' | 'outcome'>, result: Result): boolean {
  const plain = (action: GateAction) => (action === 'modify' ? 'approve' : action);
  return plain(vote.action) === plain(result.action) && (vote.outcome ?? null) === (result.outcome ?? null);
}
