import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeHeight, nodeWidth } from '../node-size.ts';
import { arrangeInColumns } from './layered.ts';

const stepsOf = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `s${at}`, group: null }));
const edge = (from: number, to: number) => ({ source: `s${from}`, target: `s${to}` });

const graphs = fc.integer({ min: 1, max: 40 }).chain((count) =>
  fc.record({
    steps: fc.constant(stepsOf(count)),
    pairs: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 80 }),
  }),
);

test('no step covers another, whatever leads where', () => {
  fc.assert(
    fc.property(graphs, ({ steps, pairs }) => {
      const places = Object.values(arrangeInColumns({ steps, edges: pairs.map(([from, to]) => edge(from, to)) }));
      expect(places).toHaveLength(steps.length);
      for (const [at, a] of places.entries())
        for (const b of places.slice(at + 1))
          expect(Math.abs(a.x - b.x) >= nodeWidth || Math.abs(a.y - b.y) >= nodeHeight).toBe(true);
    }),
  );
});

test('without cycles every step stands right of all it needs', () => {
  fc.assert(
    fc.property(graphs, ({ steps, pairs }) => {
      const edges = pairs.filter(([from, to]) => from < to).map(([from, to]) => edge(from, to));
      const places = arrangeInColumns({ steps, edges });
      for (const { source, target } of edges)
        expect(places[target]!.x).toBeGreaterThanOrEqual(places[source]!.x + nodeWidth);
    }),
  );
});

test('a chain is a straight line, also one of 5,000 steps that all lead to the last', () => {
  const steps = stepsOf(5000);
  const chain = steps.slice(1).map((_, at) => edge(at, at + 1));
  const straight = arrangeInColumns({ steps, edges: chain });
  expect(new Set(Object.values(straight).map(({ y }) => y)).size).toBe(1);
  const all = arrangeInColumns({ steps, edges: [...chain, ...steps.slice(0, -1).map((_, at) => edge(at, 4999))] });
  expect(all.s4999!.x).toBe(straight.s4999!.x);
});

test('children stand around what they follow', () => {
  const { s0, s1, s2, s3 } = arrangeInColumns({ steps: stepsOf(4), edges: [edge(0, 1), edge(0, 2), edge(0, 3)] });
  expect([s1!.y, s2!.y, s3!.y].toSorted((a, b) => a - b)[1]).toBe(s0!.y);
});

test('a result with a name has room on its line', () => {
  const steps = stepsOf(2);
  const at = (on: string) => arrangeInColumns({ steps, edges: [{ ...edge(0, 1), on }] }).s1!.x;
  expect(at('failure')).toBeGreaterThan(at('success'));
});
