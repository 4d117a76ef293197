import type { Node, Viewport } from '@xyflow/react';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeHeight, nodeWidth } from './node-size.ts';
import { startView } from './start-view.ts';

const box = { width: 1000, height: 700 };
const node = (x: number, y: number, at = 0): Node => ({
  id: `s${at}`,
  type: 'step',
  position: { x, y },
  width: nodeWidth,
  height: nodeHeight,
  data: {},
});

const inSight = ({ x, y, zoom }: Viewport, { position }: Node) =>
  position.x * zoom + x < box.width &&
  position.y * zoom + y < box.height &&
  (position.x + nodeWidth) * zoom + x > 0 &&
  (position.y + nodeHeight) * zoom + y > 0;

test('some step is in sight wherever the steps stand', () => {
  const place = fc.tuple(fc.integer({ min: -50_000, max: 50_000 }), fc.integer({ min: -50_000, max: 50_000 }));
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
      const nodes = places.map(([x, y], at) => node(x, y, at));
      const view = startView(nodes, box);
      expect(nodes.some((each) => inSight(view, each))).toBe(true);
    }),
  );
});

test('a small graph is shown whole, a long one from its start, a picture whole all the same', () => {
  const small = [node(0, 0), node(800, 600, 1)];
  expect(small.every((each) => inSight(startView(small, box), each))).toBe(true);
  const long = Array.from({ length: 30 }, (_, at) => node(at * 288, 0, at));
  const start = startView(long, box);
  expect([inSight(start, long[0]!), inSight(start, long[29]!)]).toEqual([true, false]);
  expect(long.every((each) => inSight(startView(long, box, true), each))).toBe(true);
});

test('nothing drawn yet is seen as it is', () => {
  expect(startView([], box)).toEqual({ x: 0, y: 0, zoom: 1 });
});
