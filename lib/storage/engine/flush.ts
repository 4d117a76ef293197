import { bornSection } from './born.ts';
import { flushStatement, runSection } from './flush-statement.ts';
import type { PreparedChange } from './prepare.ts';
import type { Queryable } from './queryable.ts';
import type { Cell, Row, Section } from './section.ts';
import { sections } from './sections.ts';

/** `done`: this very commit had gone through before (its connection was lost). `now`: the database's clock, Unix ms. */
export type FlushOutcome = { outcome: 'ok' | 'done' | 'busy' | 'fenced'; released: boolean; now: number };

/** One statement, one commit for all of them (at most one change a run). Throws what the database says, having written nothing. */
export function flush(connection: Queryable, changes: readonly PreparedChange[]): Promise<FlushOutcome[]> {
  return write(connection, changes, 'change', []);
}

/** The same for runs that are not there yet. `born`: cells of each in the order of `bornSection`. */
export function flushNew(
  connection: Queryable,
  created: readonly { change: PreparedChange; born: Row }[],
): Promise<FlushOutcome[]> {
  const born = new Map(created.map(({ change, born: row }) => [change, row]));
  const changes = created.map(({ change }) => change);
  return write(
    connection,
    changes,
    'create',
    columns(bornSection, changes, (change) => [born.get(change)!]),
  );
}

async function write(
  connection: Queryable,
  changes: readonly PreparedChange[],
  what: 'change' | 'create',
  more: readonly string[],
): Promise<FlushOutcome[]> {
  const values: string[] = [...columns(runSection, changes, ({ run }) => [run]), ...more];
  let mask = 0;
  for (const [index, section] of sections.entries()) {
    if (!changes.some(({ rows }) => rows.has(section.name))) continue;
    mask |= 1 << index;
    values.push(...columns(section, changes, ({ rows }) => rows.get(section.name) ?? []));
  }
  const { rows } = await connection.query<[number, FlushOutcome['outcome'], boolean, string]>({
    ...flushStatement(mask, what),
    values,
    rowMode: 'array',
  });
  const outcomes: FlushOutcome[] = [];
  for (const [n, outcome, released, at] of rows) outcomes[n] = { outcome, released, now: Math.floor(Number(at)) };
  return outcomes;
}

/** One array's text a column. */
function columns(
  section: Section,
  changes: readonly PreparedChange[],
  rowsOf: (change: PreparedChange) => readonly (readonly Cell[])[],
): string[] {
  const out: string[] = Array.from({ length: section.columns.length + 1 }, () => '');
  for (const [n, change] of changes.entries())
    for (const row of rowsOf(change)) {
      out[0] += `,${n}`;
      for (let index = 0; index < row.length; index++) out[index + 1] += `,${literal(row[index] ?? null)}`;
    }
  return out.map((cells) => `{${cells.slice(1)}}`);
}

/**
 * A cell of an array's text. Written here and not by the driver: it quotes each element twice over, JSON above all.
 * Where nothing but quotes and backslashes is to be escaped, JSON's own writer does it, four times as fast.
 */
function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (typeof cell !== 'string') return String(cell);
  return hasControl.test(cell) ? `"${cell.replace(/["\\]/g, '\\$&')}"` : JSON.stringify(cell);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these JSON would escape, and the array's text must not
const hasControl = /[\0-\x1f]/;
