import { nodeHeight, rowGap } from '../node-size.ts';
import type { Layers } from './layers.ts';

const sweeps = 10;
/** Half of what a node and a passing edge take up of their column. */
const half = (nodeHeight + rowGap) / 2;
const passingHalf = 8;

/**
 * How far down every node stands (its middle). Each goes where its neighbours are, as near as the order of its column and
 * the gaps allow: the least sum of squares under an order is found by pooling those that want to pass each other (PAVA,
 * Ayer et al. 1955).
 */
export function rows({ columns, real, before, after }: Layers): Float64Array {
  const y = new Float64Array(before.length);
  const halfOf = (node: number) => (node < real ? half : passingHalf);
  // What stands above in the column, edge to edge: with it taken away, order and gaps only say "not above the one before".
  const above = new Float64Array(before.length);
  for (const column of columns) {
    let sum = 0;
    for (const node of column) {
      above[node] = sum + halfOf(node);
      sum = above[node]! + halfOf(node);
      y[node] = above[node]!;
    }
  }
  for (let sweep = 0; sweep <= sweeps; sweep++) {
    const forth = sweep % 2 === 0;
    const neighbours = forth ? before : after;
    for (const column of forth ? columns : columns.toReversed()) {
      settle(column, (node) => (wish(neighbours[node]!, y) ?? y[node]!) - above[node]!, halfOf);
    }
  }
  return y;

  function settle(column: readonly number[], wanted: (node: number) => number, weight: (node: number) => number) {
    const pools: { sum: number; weight: number; size: number }[] = [];
    for (const node of column) {
      let pool = { sum: wanted(node) * weight(node), weight: weight(node), size: 1 };
      for (let last = pools.at(-1); last && last.sum / last.weight > pool.sum / pool.weight; last = pools.at(-1)) {
        pools.pop();
        pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, size: last.size + pool.size };
      }
      pools.push(pool);
    }
    let at = 0;
    for (const pool of pools) {
      for (const until = at + pool.size; at < until; at++) {
        const node = column[at]!;
        y[node] = pool.sum / pool.weight + above[node]!;
      }
    }
  }
}

/** The median: one neighbour is met exactly, so that a chain is a straight line. */
function wish(neighbours: readonly number[], y: Float64Array): number | null {
  if (neighbours.length === 0) return null;
  const all = neighbours.map((node) => y[node]!).sort((a, b) => a - b);
  const middle = all.length >> 1;
  return all.length % 2 === 1 ? all[middle]! : (all[middle - 1]! + all[middle]!) / 2;
}
