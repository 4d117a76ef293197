import { expect, test } from 'vitest';
import { drawStep } from './drawing.ts';
import { placeLanes } from './lanes.ts';
import { nodeHeight } from './node-size.ts';

const step = (id: string, ...needs: string[]) => drawStep({ id, kind: 'shell', needs });

test('lanes stand below the graph and each other, and the graph stays where it is', () => {
  const graph = { a: { x: 10, y: 5 }, b: { x: 400, y: 200 } };
  const places = placeLanes(
    [
      { name: 'After the failure', steps: [step('undo:a'), step('undo:b', 'undo:a')] },
      { name: 'Rule: leak', steps: [step('rule:1-leak', 'a')] },
    ],
    graph,
  );
  expect(places).toMatchObject(graph);
  expect(places['undo:a']!.y).toBeGreaterThan(graph.b.y + nodeHeight);
  expect(places['undo:b']!.x).toBeGreaterThan(places['undo:a']!.x);
  expect(places['rule:1-leak']!.y).toBeGreaterThan(places['undo:a']!.y + nodeHeight);
});

test('without lanes nothing changes', () => {
  expect(placeLanes([], { a: { x: 1, y: 2 } })).toEqual({ a: { x: 1, y: 2 } });
});
