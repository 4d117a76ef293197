import type { Actor } from '#lib/domain/access/actor.ts';
import type { GateBook } from '#lib/domain/gate/book.ts';
import { mayDecide } from '#lib/domain/gate/eligibility.ts';
import type { VoterFacts } from '#lib/domain/run/command.ts';
import { database } from '#lib/storage/database.ts';
import type { Queryable } from '#lib/storage/engine/queryable.ts';

/** What each member is judged by who may decide gates now, in the order of their ids. */
export type Voters = ReadonlyMap<string, { actor: Actor; facts: VoterFacts }>;

/** All of a workspace at once; `facts` are those of anybody in it. */
export async function votersOf(
  workspaceId: string,
  facts: VoterFacts,
  connection: Queryable = database().pool,
): Promise<Voters> {
  const { rows } = await connection.query<{ giver: string; taker: string }>(
    `SELECT giver_id AS giver, taker_id AS taker FROM delegation
     WHERE workspace_id = $1 AND revoked_at IS NULL AND starts_at <= now() AND ends_at > now()`,
    [workspaceId],
  );
  const given = Map.groupBy(rows, ({ taker }) => taker);
  const members = new Map(facts.eligible.map((member) => [member.id, { ...member, name: '' }]));
  return new Map(
    facts.eligible.map(({ id, email, groups }) => {
      const delegators = (given.get(id) ?? []).flatMap(({ giver }) => (giver === id ? [] : (members.get(giver) ?? [])));
      return [id, { actor: { kind: 'member', id, name: '', email }, facts: { ...facts, email, groups, delegators } }];
    }),
  );
}

/** Members who could let a gate pass now and have not signed it; `first` comes first. */
export function couldSign(book: GateBook, voters: Voters, { first, most }: { first: string; most: number }): string[] {
  if (book.closed) return [];
  const signed = new Set(book.votes.map(({ id }) => id));
  const found: string[] = [];
  for (const id of voters.has(first) ? new Set([first, ...voters.keys()]) : voters.keys()) {
    if (found.length === most) break;
    if (!signed.has(id) && mayDecide(book, voters.get(id)!).may) found.push(id);
  }
  return found;
}

/** Whether somebody's word that they look at a gate still counts: it is open, and they may decide there. */
export function holdsClaim(book: GateBook, voters: Voters, memberId: string): boolean {
  const voter = voters.get(memberId);
  return voter !== undefined && !book.closed && mayDecide(book, { ...voter, action: 'cancel' }).may;
}
