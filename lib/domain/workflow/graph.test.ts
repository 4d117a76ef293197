import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ancestryOf, cycleOf, graphOf, levelsOf } from './graph.ts';
import { planOf } from './plan.ts';

const steps = (needs: Record<string, string[]>) =>
  Object.entries(needs).map(([id, list]) => ({ id, kind: 'shell', needs: list }));

describe('a graph of steps', () => {
  it('unfolds level by level', () => {
    expect(planOf({ steps: steps({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'], e: [] }) })).toMatchObject({
      levels: [['a', 'e'], ['b', 'c'], ['d']],
      criticalPath: ['a', 'b', 'd'],
      width: 2,
    });
    expect(planOf({ steps: [] })).toMatchObject({ levels: [], criticalPath: [], width: 0 });
  });

  it('finds a cycle in the order in which its steps would run', () => {
    expect(cycleOf(graphOf(steps({ x: [], a: ['x', 'c'], b: ['a'], c: ['b'], behind: ['c'] })))).toEqual(
      expect.arrayContaining(['a', 'b', 'c']),
    );
    expect(cycleOf(graphOf(steps({ a: ['a'] })))).toEqual(['a']);
    expect(cycleOf(graphOf(steps({ a: [], b: ['a', 'nowhere'] })))).toBeNull();
  });

  it('holds 10,000 steps in a row without recursion', () => {
    const chain = graphOf(
      Array.from({ length: 10_000 }, (_, index) => ({ id: `s${index}`, needs: index === 0 ? [] : [`s${index - 1}`] })),
    );
    expect(levelsOf(chain)).toHaveLength(10_000);
    const precedes = ancestryOf(chain);
    expect([precedes('s0', 's9999'), precedes('s9999', 's0'), precedes('s5', 's5')]).toEqual([true, false, false]);
    const ring = graphOf(
      Array.from({ length: 10_000 }, (_, index) => ({ id: `s${index}`, needs: [`s${(index + 9999) % 10_000}`] })),
    );
    expect(cycleOf(ring)).toHaveLength(10_000);
  });

  it('agrees with walking the needs, for any graph', () => {
    const graphs = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(graphs, (needs) => {
        const list = needs.map((targets, index) => ({ id: String(index), needs: targets.map(String) }));
        const graph = graphOf(list);
        const reach = (from: number, seen = new Set<number>()): Set<number> => {
          for (const next of graph.needs[from]!) if (!seen.has(next)) reach(next, seen.add(next));
          return seen;
        };
        const cyclic = list.some((_, index) => reach(index).has(index));
        const cycle = cycleOf(graph);
        expect(cycle !== null).toBe(cyclic);
        if (cycle)
          for (const [index, id] of cycle.entries())
            expect(graph.needs[Number(cycle[(index + 1) % cycle.length])]).toContain(Number(id));
        if (cyclic) return;
        const precedes = ancestryOf(graph);
        for (const a of list)
          for (const b of list) expect(precedes(a.id, b.id)).toBe(reach(Number(b.id)).has(Number(a.id)));
      }),
    );
  });
});
