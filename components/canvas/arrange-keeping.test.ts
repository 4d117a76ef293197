import { expect, test } from 'vitest';
import { arrangeKeeping } from './arrange-keeping.ts';

const step = (id: string) => ({ id, group: null });

test('what was placed stays, and a new step stands to its neighbour as in the arrangement', () => {
  const graph = { steps: [step('a'), step('b'), step('new')], edges: [{ source: 'a', target: 'new' }] };
  const anew = { a: { x: 0, y: 0 }, b: { x: 0, y: 100 }, new: { x: 288, y: 10 } };
  const kept = { a: { x: 500, y: 700 }, b: { x: 9, y: 9 } };
  expect(arrangeKeeping(graph, anew, kept)).toEqual({ ...kept, new: { x: 788, y: 710 } });
});

test('new steps that follow each other cover neither each other nor what stays', () => {
  const graph = {
    steps: [step('a'), step('b'), step('c')],
    edges: [
      { source: 'a', target: 'b' },
      { source: 'a', target: 'c' },
    ],
  };
  const anew = { a: { x: 0, y: 0 }, b: { x: 288, y: 0 }, c: { x: 288, y: 0 } };
  const places = arrangeKeeping(graph, anew, { a: { x: 0, y: 0 } });
  expect(Math.abs(places.b!.y - places.c!.y)).toBeGreaterThan(64);
});
