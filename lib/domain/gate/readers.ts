import type { Actor } from '../access/actor.ts';
import type { VoterFacts } from '../run/command.ts';
import type { GateBook } from './book.ts';
import { mayDecide, namedBy, whom } from './eligibility.ts';
import type { NoticeAbout } from './notice.ts';

/** A member as notices see one. */
export type Reader = {
  id: string;
  name: string;
  email: string;
  groups: string[];
  /** Their role decides gates. */
  decides: boolean;
  /** Members whom they stand in for at this moment. */
  delegators: VoterFacts['delegators'];
};

/** What a notice is about: of a gate that was escalated, `nth` is the stage reached, from 1. */
type About = { about: NoticeAbout; nth: number };
type Told = { book: GateBook; startedBy: Actor; closed: { by: Actor } | null };

/**
 * Whom a notice concerns by name: those asked, themselves or through a group or as somebody's stand-in, who may let the
 * gate pass now and have not signed. Where the gate asks everybody nobody is asked by name; a decision concerns who started the run.
 */
export function readersOf(
  notice: About,
  { book, startedBy, closed }: Told,
  readers: readonly Reader[],
  selfApproval: VoterFacts['selfApproval'],
): Reader[] {
  if (notice.about === 'closed') return readers.filter(({ id }) => id === startedBy.id && id !== closed?.by.id);
  if (closed) return [];
  const asked = askedBy(notice, book);
  return readers.filter(
    (reader) =>
      isNamed(reader, asked) &&
      // Also those who could sign for themselves with a mark: they know what they did.
      !book.excluded.some(({ id }) => id === reader.id) &&
      mayStillSign(book, reader, selfApproval),
  );
}

/** Whether a gate waits for this member: they may let it pass now, and have not signed. */
export function mayStillSign(book: GateBook, reader: Reader, selfApproval: VoterFacts['selfApproval']): boolean {
  if (book.closed || !reader.decides) return false;
  if (book.votes.some((vote) => vote.id === reader.id || vote.for === reader.id)) return false;
  const { id, name, email, groups, delegators } = reader;
  const facts = { email, groups, delegators, eligible: [], selfApproval };
  return mayDecide(book, { actor: { kind: 'member', id, name }, facts }).may;
}

/** Groups and e-mails that this notice is for. */
export function askedBy({ about, nth }: About, book: GateBook): readonly string[] {
  return about === 'escalated' ? (book.policy.escalate[nth - 1]?.to ?? []) : whom(book);
}

/** Themselves, through a group, or as somebody's stand-in. */
export const isNamed = (reader: Reader, asked: readonly string[]): boolean =>
  namedBy(asked, [reader]).length > 0 || namedBy(asked, reader.delegators).length > 0;
