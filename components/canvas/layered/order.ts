import type { Layers } from './layers.ts';

const sweeps = 12;

/** Orders every column so that few ties cross, in place: each node goes to the middle of its neighbours, to and fro. */
export function order(layers: Layers): void {
  const { columns, before, after } = layers;
  const place = new Float64Array(before.length);
  const note = (column: readonly number[]) => {
    for (const [index, node] of column.entries()) place[node] = index;
  };
  for (const column of columns) note(column);
  let best = columns.map((column) => [...column]);
  let fewest = crossings(layers, place);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const forth = sweep % 2 === 0;
    const neighbours = forth ? before : after;
    for (const column of forth ? columns : columns.toReversed()) {
      const wish = new Map(column.map((node) => [node, middle(neighbours[node]!, place) ?? place[node]!]));
      column.sort((a, b) => wish.get(a)! - wish.get(b)! || place[a]! - place[b]!);
      note(column);
    }
    const now = crossings(layers, place);
    if (now >= fewest) continue;
    fewest = now;
    best = columns.map((column) => [...column]);
  }
  for (const [index, column] of best.entries()) columns[index] = column;
}

function middle(neighbours: readonly number[], place: Float64Array): number | null {
  if (neighbours.length === 0) return null;
  let sum = 0;
  for (const node of neighbours) sum += place[node]!;
  return sum / neighbours.length;
}

/** How many pairs of ties cross; counted as inversions with a tree of sums (Barth, Jünger, Mutzel 2002). */
function crossings({ columns, after }: Layers, place: Float64Array): number {
  let count = 0;
  for (const [index, column] of columns.entries()) {
    const width = columns[index + 1]?.length ?? 0;
    if (width === 0) continue;
    const tree = new Int32Array(width + 1);
    let seen = 0;
    for (const node of column) {
      const ends = after[node]!.map((to) => place[to]!);
      for (const end of ends) {
        let before = 0;
        for (let at = end + 1; at > 0; at -= at & -at) before += tree[at]!;
        count += seen - before;
      }
      for (const end of ends) for (let at = end + 1; at <= width; at += at & -at) tree[at]! += 1;
      seen += ends.length;
    }
  }
  return count;
}
