import type { GateBook } from './book.ts';
import type { Decider, Workforce } from './workforce.ts';

/** What decides whether a gate can be passed: an open one's book, or what a drawn one will have. */
export type Passable = Pick<GateBook, 'policy' | 'asked' | 'escalatedTo' | 'excluded' | 'votes'>;

/**
 * Why a gate cannot be passed by those who are there: nobody can sign it (`why` says whose signatures do not count),
 * too few can, nobody can at one level (from 0), or several levels have too few people between them.
 */
export type Shortfall =
  | { kind: 'nobody'; why: 'noneAsked' | 'excluded' | 'fourEyes' }
  | { kind: 'few'; need: number; can: number }
  | { kind: 'level'; level: number; names: readonly string[] }
  | { kind: 'shared'; levels: readonly number[]; by: readonly Decider[] };

/** Null when enough people can let it pass. Those who stand in for others are not counted: they sign in their place. */
export function shortfallOf(gate: Passable, workforce: Workforce): Shortfall | null {
  const asked = askedIds(gate, workforce);
  if (asked.size === 0) return { kind: 'nobody', why: 'noneAsked' };
  const barred = new Set(gate.policy.exclude.flatMap((name) => [...workforce.named(name)]));
  const allowed = [...asked].filter((id) => !barred.has(id));
  if (allowed.length === 0) return { kind: 'nobody', why: 'excluded' };
  const strict = workforce.selfApproval === 'never' || gate.policy.selfApproval === 'never';
  const four = new Set(strict ? gate.excluded.map(({ id }) => id) : []);
  const can = new Set(allowed.filter((id) => !four.has(id)));
  if (can.size === 0) return { kind: 'nobody', why: 'fourEyes' };
  const { quorum, atLeast = 1 } = gate.policy;
  if (typeof quorum === 'object') return levelsShort(gate, quorum.levels, can, workforce);
  const need = quorum === 'all' ? atLeast : quorum;
  const signed = gate.votes.flatMap(({ id }) => id ?? []);
  const people = new Set([...can, ...signed]);
  return people.size < need ? { kind: 'few', need, can: people.size } : null;
}

function askedIds({ asked, escalatedTo }: Passable, { deciders, named }: Workforce): Set<string> {
  const first = asked === null ? deciders.map(({ id }) => id) : asked.flatMap((name) => [...named(name)]);
  return new Set([...first, ...escalatedTo.flatMap((name) => [...named(name)])]);
}

/** Each level needs somebody of its own who may sign; one person signs once. */
function levelsShort(
  { votes, escalatedTo }: Passable,
  levels: readonly (readonly string[])[],
  can: ReadonlySet<string>,
  { named, deciders }: Workforce,
): Shortfall | null {
  const filled = new Set(votes.map(({ level }) => level));
  const signed = new Set(votes.map(({ id }) => id));
  const open = levels.flatMap((names, level) => (filled.has(level) ? [] : [{ names, level }]));
  const people = open.map(({ names }) => {
    const ids = new Set([...names, ...escalatedTo].flatMap((name) => [...named(name)]));
    return [...ids].filter((id) => can.has(id) && !signed.has(id));
  });
  const empty = people.findIndex((ids) => ids.length === 0);
  if (empty !== -1) return { kind: 'level', ...open[empty]! };
  const clash = unmatched(people);
  if (clash === null) return null;
  const ids = new Set(clash.flatMap((index) => people[index]!));
  return {
    kind: 'shared',
    levels: clash.map((index) => open[index]!.level).toSorted((a, b) => a - b),
    by: deciders.filter(({ id }) => ids.has(id)),
  };
}

/**
 * Gives each seat a person of its own (Kuhn's augmenting paths); null when that can be done, otherwise seats that have
 * fewer people between them than they are.
 */
function unmatched(seats: readonly (readonly string[])[]): number[] | null {
  const seatOf = new Map<string, number>();
  for (const start of seats.keys()) {
    const tried = new Set<string>();
    const place = (seat: number): boolean =>
      seats[seat]!.some((id) => {
        if (tried.has(id)) return false;
        tried.add(id);
        const holder = seatOf.get(id);
        if (holder !== undefined && !place(holder)) return false;
        seatOf.set(id, seat);
        return true;
      });
    if (!place(start)) return [start, ...[...tried].map((id) => seatOf.get(id)!)];
  }
  return null;
}
