import { type Figure, units } from './case.ts';
import { besidePeers } from './limits.ts';
import { type Peer, peers } from './peers.ts';
import { median } from './statistics.ts';

export type Who = 'Countersign' | Peer;
/** Of one row: all that was measured, by whom. */
export type Row = Omit<Figure, 'value'> & {
  rounds: Partial<Record<Who, number[]>>;
  medians: Partial<Record<Who, number>>;
  met: 'aim' | 'must' | 'missed' | null;
};

/** Puts the figures of all rounds together: medians, limits, and whether they are kept. */
export function rowsOf(measured: readonly { who: Who; figure: Figure }[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { who, figure } of measured) {
    const { value, ...about } = figure;
    const row = rows.get(figure.row) ?? { ...about, rounds: {}, medians: {}, met: null };
    if (who === 'Countersign') Object.assign(row, about);
    row.rounds[who] = [...(row.rounds[who] ?? []), value];
    rows.set(figure.row, row);
  }
  for (const row of rows.values()) {
    for (const [who, values] of Object.entries(row.rounds)) row.medians[who as Who] = median(values);
    Object.assign(row, besidePeers[row.row]?.(row.medians));
    row.met = judged(row);
  }
  return [...rows.values()];
}

function judged({ unit, must, aim, medians: { Countersign: value } }: Row): Row['met'] {
  if (value === undefined || (must === undefined && aim === undefined)) return null;
  const within = (limit: number | undefined) =>
    limit !== undefined && (units[unit].better === 'less' ? value <= limit : value >= limit);
  return within(aim) && (must === undefined || within(must))
    ? 'aim'
    : must === undefined || within(must)
      ? 'must'
      : 'missed';
}

/** One line a row. */
export function tableOf(rows: readonly Row[]): string[] {
  const others = (Object.keys(peers) as Peer[]).filter((peer) => rows.some((row) => row.medians[peer] !== undefined));
  const cells = rows.map((row) => {
    const shown = (value: number | undefined) =>
      value === undefined
        ? ''
        : value.toLocaleString('en', {
            minimumFractionDigits: units[row.unit].digits,
            maximumFractionDigits: units[row.unit].digits,
          });
    const limits = [shown(row.must), shown(row.aim)];
    return [
      row.row,
      row.unit,
      shown(row.medians.Countersign),
      ...limits,
      row.met ?? '',
      ...others.map((peer) => shown(row.medians[peer])),
    ];
  });
  const all = [['', '', 'Countersign', 'must', 'aim', 'met', ...others], ...cells];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
  return all.map((line) =>
    line
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
