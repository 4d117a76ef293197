import type { Acyclic } from './acyclic.ts';
import { lists } from './acyclic.ts';

/**
 * Columns of nodes, and ties between neighbouring columns only. Beyond the `real` first nodes there are stand-ins: where an
 * edge passes a column it takes a place there. All edges out of one node pass through the same ones.
 */
export type Layers = { columns: number[][]; real: number; before: number[][]; after: number[][] };

/** Edges that would take more stand-ins than this for each node are left out: they say nothing about who is near whom. */
const standInsEach = 6;

export function layersOf({ out }: Acyclic, rank: Int32Array): Layers {
  const real = out.length;
  const before = lists(real);
  const after = lists(real);
  const columns = lists(rank.reduce((most, each) => Math.max(most, each), 0) + 1);
  for (let node = 0; node < real; node++) columns[rank[node]!]!.push(node);
  const tie = (from: number, to: number) => {
    after[from]!.push(to);
    before[to]!.push(from);
  };
  let room = real * standInsEach;
  const short = (node: number) => Math.min(0, ...out[node]!.map((to) => rank[to]!)) - rank[node]!;
  const reach = (node: number) => Math.max(0, ...out[node]!.map((to) => rank[to]!)) - rank[node]!;
  const nodes = [...out.keys()].toSorted((a, b) => reach(a) - reach(b) || short(a) - short(b));
  for (const node of nodes) {
    const passing: number[] = [node];
    for (const to of new Set(out[node]!.toSorted((a, b) => rank[a]! - rank[b]!))) {
      const steps = rank[to]! - rank[node]!;
      room -= Math.max(0, steps - passing.length);
      if (room < 0) break;
      while (passing.length < steps) {
        const standIn = before.length;
        before.push([]);
        after.push([]);
        columns[rank[node]! + passing.length]!.push(standIn);
        tie(passing.at(-1)!, standIn);
        passing.push(standIn);
      }
      tie(passing[steps - 1]!, to);
    }
  }
  return { columns, real, before, after };
}
