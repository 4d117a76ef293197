import type { Acyclic } from './acyclic.ts';

/** The column of every node: right of all that lead to it, and as near as can be to whichever side has more ties. */
export function ranks({ out, into }: Acyclic): Int32Array {
  const count = out.length;
  const rank = new Int32Array(count);
  const missing = Int32Array.from(into, (from) => from.length);
  const order: number[] = [];
  for (let node = 0; node < count; node++) if (missing[node] === 0) order.push(node);
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!;
    for (const to of out[node]!) {
      rank[to] = Math.max(rank[to]!, rank[node]! + 1);
      missing[to]! -= 1;
      if (missing[to] === 0) order.push(to);
    }
  }
  for (const node of order.toReversed()) {
    if (out[node]!.length <= into[node]!.length || out[node]!.length === 0) continue;
    rank[node] = Math.min(...out[node]!.map((to) => rank[to]!)) - 1;
  }
  return rank;
}
