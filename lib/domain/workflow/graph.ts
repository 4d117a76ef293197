/** The drawing as a graph: steps by their place in the list, edges from a step to those it needs. */
export type Graph = {
  ids: readonly string[];
  indexOf: ReadonlyMap<string, number>;
  /** Per step, the indexes it needs, each once; unknown steps are left out. */
  needs: readonly (readonly number[])[];
  dependents: readonly (readonly number[])[];
};

type Node = { id: string; needs?: readonly (string | { step: string })[] };

/** Never throws: dangling needs are left out, of steps with one id the first counts as that id. */
export function graphOf(steps: readonly Node[]): Graph {
  const indexOf = new Map<string, number>();
  for (const [index, step] of steps.entries()) if (!indexOf.has(step.id)) indexOf.set(step.id, index);
  const dependents: number[][] = steps.map(() => []);
  const needs = steps.map((step, index) => {
    const found = new Set<number>();
    for (const need of step.needs ?? []) {
      const target = indexOf.get(typeof need === 'string' ? need : need.step);
      if (target !== undefined) found.add(target);
    }
    for (const target of found) dependents[target]!.push(index);
    return [...found];
  });
  return { ids: steps.map((step) => step.id), indexOf, needs, dependents };
}

/** Steps by how many steps lie before them: level 0 needs nothing. What stands in or behind a cycle is left out. */
export function levelsOf(graph: Graph): number[][] {
  const open = graph.needs.map((list) => list.length);
  let level = open.flatMap((count, index) => (count === 0 ? [index] : []));
  const levels: number[][] = [];
  while (level.length > 0) {
    levels.push(level);
    const next: number[] = [];
    for (const index of level)
      for (const dependent of graph.dependents[index]!) if (--open[dependent]! === 0) next.push(dependent);
    level = next;
  }
  return levels;
}

/** One cycle, as ids in the order in which they run: each is needed by the next, the last by the first. Null when there is none. */
export function cycleOf(graph: Graph): string[] | null {
  const free = new Set(levelsOf(graph).flat());
  const start = graph.ids.findIndex((_, index) => !free.has(index));
  if (start < 0) return null;
  // Every step left over needs another one left over; going from need to need must come back.
  const seenAt = new Map<number, number>();
  const walk: number[] = [];
  let at = start;
  while (!seenAt.has(at)) {
    seenAt.set(at, walk.length);
    walk.push(at);
    at = graph.needs[at]!.find((index) => !free.has(index))!;
  }
  return walk
    .slice(seenAt.get(at))
    .toReversed()
    .map((index) => graph.ids[index]!);
}

/** Tells whether one step always lies before another. Built once (bits, a row a step), answered in constant time. */
export function ancestryOf(graph: Graph): (ancestor: string, of: string) => boolean {
  const words = Math.ceil(graph.ids.length / 32);
  const rows = new Uint32Array(words * graph.ids.length);
  for (const index of levelsOf(graph).flat()) {
    const row = index * words;
    for (const need of graph.needs[index]!) {
      const from = need * words;
      for (let word = 0; word < words; word++) rows[row + word]! |= rows[from + word]!;
      rows[row + (need >>> 5)]! |= 1 << (need & 31);
    }
  }
  return (ancestor, of) => {
    const a = graph.indexOf.get(ancestor);
    const b = graph.indexOf.get(of);
    return a !== undefined && b !== undefined && (rows[b * words + (a >>> 5)]! & (1 << (a & 31))) !== 0;
  };
}
