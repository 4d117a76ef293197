import { graphOf, levelsOf } from './graph.ts';
import type { Workflow } from './spec.ts';

export type Plan = {
  /** What could run at the same time, in order. */
  levels: string[][];
  /** The chain of needs that takes longest: by expected time where every step on the way has a history, else by steps. */
  criticalPath: string[];
  /** Most steps that could run at once. */
  width: number;
  /** How many run at once on average: all the work over the longest chain; 1 is one after the other. */
  parallelism: number;
  /** Expected ms of each step that succeeded before. */
  durations: Record<string, number>;
  /** Expected ms of a whole run, without waiting for people; null without any history. */
  expectedMs: number | null;
};

/** Expected ms of steps, by id, as far as there is a history. */
export type Durations = Readonly<Record<string, number>>;

/**
 * How a workflow would unfold if everything succeeded. A step without history counts as the middle one of those that have
 * one, and a gate as nothing (how long people take is not foretold); with no history at all every step counts the same. What stands in or behind a cycle is left out.
 */
export function planOf({ steps }: Pick<Workflow, 'steps'>, durations: Durations = {}): Plan {
  const graph = graphOf(steps);
  const levels = levelsOf(graph);
  const known = steps.flatMap(({ id }) => (Object.hasOwn(durations, id) ? [durations[id]!] : []));
  const usual = known.length > 0 ? middle(known) : 1;
  const costs = steps.map(({ id, kind }) => {
    if (Object.hasOwn(durations, id)) return durations[id]!;
    return known.length > 0 && kind === 'gate' ? 0 : usual;
  });
  const order = levels.flat();
  const { ends, before } = longest(order, graph.needs, costs);
  const last = order.reduce<number | undefined>(
    (best, at) => (best === undefined || ends[at]! > ends[best]! ? at : best),
    undefined,
  );
  const path: number[] = [];
  for (let at = last; at !== undefined; at = before[at]) path.unshift(at);
  const name = (index: number) => graph.ids[index]!;
  const length = last === undefined ? 0 : ends[last]!;
  const work = order.reduce((sum, at) => sum + costs[at]!, 0);
  return {
    levels: levels.map((level) => level.map(name)),
    criticalPath: path.map(name),
    width: Math.max(0, ...levels.map((level) => level.length)),
    parallelism: length > 0 ? Math.round((work / length) * 10) / 10 : order.length > 0 ? 1 : 0,
    durations: Object.fromEntries(
      steps.flatMap(({ id }) => (Object.hasOwn(durations, id) ? [[id, durations[id]!]] : [])),
    ),
    expectedMs: known.length > 0 ? Math.round(length) : null,
  };
}

/** When each step would end, in the given order, and the need that it then waited for last. */
export function longest(order: readonly number[], needs: readonly (readonly number[])[], costs: readonly number[]) {
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  const depth: number[] = [];
  for (const at of order) {
    let start = 0;
    let steps = 0;
    for (const need of needs[at]!) {
      if (ends[need] === undefined) continue;
      // Of two that end at once the longer chain counts: steps that take no time still come one after the other.
      if (before[at] === undefined || ends[need] > start || (ends[need] === start && depth[need]! > steps)) {
        before[at] = need;
        start = ends[need];
        steps = depth[need]!;
      }
    }
    ends[at] = start + costs[at]!;
    depth[at] = steps + 1;
  }
  return { ends, before };
}

/** How far a step of a run has come; `startedAt`: Unix ms. */
export type Progress = { ended: boolean; startedAt: number | null };

/** The one in the middle, of two the mean. */
export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
