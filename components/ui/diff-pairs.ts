import type { DiffRow } from './diff-lines.ts';

type Line = Exclude<DiffRow, { kind: 'folded' }>;

/** Two lines beside each other; null where the other side has none. */
export type DiffPair = { left: Line | null; right: Line | null } | { folded: number };

/** The rows of a unified difference as two columns: what was removed stands beside what was added in its place. */
export function pairsOf(rows: readonly DiffRow[]): DiffPair[] {
  const pairs: DiffPair[] = [];
  let removed: Line[] = [];
  let added: Line[] = [];
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++)
      pairs.push({ left: removed[at] ?? null, right: added[at] ?? null });
    removed = [];
    added = [];
  };
  for (const row of rows) {
    if (row.kind === 'removed') {
      if (added.length > 0) flush();
      removed.push(row);
    } else if (row.kind === 'added') added.push(row);
    else {
      flush();
      pairs.push(row.kind === 'folded' ? { folded: row.lines } : { left: row, right: row });
    }
  }
  flush();
  return pairs;
}
