import { expect, test } from 'vitest';
import { arrange, freeSpot } from './layout.ts';
import { nodeHeight, nodeWidth } from './node-size.ts';

const step = (id: string, group: string | null = null) => ({ id, group });

test('steps stand right of what they need', async () => {
  const places = await arrange({ steps: [step('a'), step('b')], edges: [{ source: 'a', target: 'b' }] });
  expect(places.b!.x).toBeGreaterThan(places.a!.x + nodeWidth);
});

test('a cycle, a self-reference and an edge to nowhere are drawn all the same', async () => {
  const places = await arrange({
    steps: [step('a'), step('b')],
    edges: [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'a' },
      { source: 'a', target: 'a' },
      { source: 'nowhere', target: 'b' },
    ],
  });
  expect(Object.keys(places)).toEqual(['a', 'b']);
});

test('steps of a group lie together, apart from the others', async () => {
  const places = await arrange({
    steps: [step('start'), step('one', 'g'), step('other'), step('two', 'g')],
    edges: ['one', 'other', 'two'].map((target) => ({ source: 'start', target })),
  });
  const rows = [places.one!.y, places.two!.y].sort((a, b) => a - b);
  expect(places.other!.y < rows[0]! || places.other!.y > rows[1]!).toBe(true);
});

test('a new node never covers another', () => {
  const spot = freeSpot({ x: 10, y: 10 }, { a: { x: 0, y: 0 }, b: { x: 0, y: 100 } });
  expect(spot.y).toBeGreaterThanOrEqual(100 + nodeHeight);
});
