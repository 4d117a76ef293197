/** A graph without cycles, by index: `out[i]` lists where i leads, `into[i]` from where it is reached. */
export type Acyclic = { out: number[][]; into: number[][] };

/**
 * The graph of these edges; the one that closes a cycle is turned round. Walks without recursion: thousands of steps in
 * a row are deeper than the stack.
 */
export function acyclic(count: number, edges: readonly (readonly [number, number])[]): Acyclic {
  const leads = lists(count);
  for (const [from, to] of edges) leads[from]!.push(to);
  const graph: Acyclic = { out: lists(count), into: lists(count) };
  const join = (from: number, to: number) => {
    graph.out[from]!.push(to);
    graph.into[to]!.push(from);
  };
  const state = new Uint8Array(count);
  const [fresh, open, done] = [0, 1, 2];
  const roots = [...leads.keys()];
  const reached = new Uint8Array(count);
  for (const [, to] of edges) reached[to] = 1;
  // From where nothing leads first, so that in a graph without cycles no edge looks like one that closes any.
  for (const root of roots.toSorted((a, b) => reached[a]! - reached[b]!)) {
    if (state[root] !== fresh) continue;
    const path = [root];
    const next = [0];
    state[root] = open;
    while (path.length > 0) {
      const node = path.at(-1)!;
      const to = leads[node]![next[next.length - 1]!++];
      if (to === undefined) {
        state[node] = done;
        path.pop();
        next.pop();
      } else if (state[to] === open) {
        join(to, node);
      } else {
        join(node, to);
        if (state[to] === done) continue;
        state[to] = open;
        path.push(to);
        next.push(0);
      }
    }
  }
  return graph;
}

export const lists = (count: number): number[][] => Array.from({ length: count }, () => []);
