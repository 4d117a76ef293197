import { graphOf, levelsOf } from './graph.ts';
import type { Workflow } from './spec.ts';

export type Plan = {
  /** What could run at the same time, in order. */
  levels: string[][];
  /** The longest chain of needs, by number of steps. */
  criticalPath: string[];
  /** Most steps that could run at once. */
  width: number;
};

/** How a workflow would unfold if everything succeeded. What stands in or behind a cycle is left out. */
export function planOf(workflow: Pick<Workflow, 'steps'>): Plan {
  const graph = graphOf(workflow.steps);
  const levels = levelsOf(graph);
  const depth = new Map<number, number>();
  for (const [level, indexes] of levels.entries()) for (const index of indexes) depth.set(index, level);
  const path: number[] = [];
  // From the last level back: a step of level n always has a need of level n - 1.
  for (let at = levels.at(-1)?.[0]; at !== undefined; ) {
    path.unshift(at);
    const before: number = depth.get(at)! - 1;
    at = graph.needs[at]!.find((need) => depth.get(need) === before);
  }
  const name = (index: number) => graph.ids[index]!;
  return {
    levels: levels.map((level) => level.map(name)),
    criticalPath: path.map(name),
    width: Math.max(0, ...levels.map((level) => level.length)),
  };
}
