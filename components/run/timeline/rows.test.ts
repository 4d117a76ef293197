import { expect, test } from 'vitest';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import type { Span, Spans } from '#lib/domain/run/spans.ts';
import { groupId, timeRows } from './rows.ts';

const step = (id: string) => ({ id, name: id.toUpperCase() }) as RunStepView;
const span = (from: number, to: number | null): Span => ({ phase: 'running', attempt: 1, from, to });
const spans: Spans = new Map([
  ['a', [span(0, 5)]],
  ['map', [span(5, 20)]],
  ['map[0].x', [span(6, 9)]],
  ['map[1].x', [span(7, null)]],
  ['b', [span(20, 30)]],
  ['c', [span(25, null)]],
  ['later', []],
]);
const steps = ['a', 'map', 'b', 'later', 'c'].map(step);
const groups = new Map([
  ['b', 'Ship'],
  ['c', 'Ship'],
  ['later', 'Ship'],
]);
const shown = (...toggled: string[]) =>
  timeRows(steps, spans, { groups, toggled: new Set(toggled) }).map(({ name, depth, open }) => [name, depth, open]);

test('what has not begun has no row; groups are open and maps closed at first', () => {
  expect(shown()).toEqual([
    ['A', 0, null],
    ['MAP', 0, false],
    ['Ship', 0, true],
    ['B', 1, null],
    ['C', 1, null],
  ]);
});

test('items stand below their map, and a closed group is one bar from its first beginning to its last end', () => {
  expect(shown('map', groupId('Ship'))).toEqual([
    ['A', 0, null],
    ['MAP', 0, true],
    ['x 1', 1, null],
    ['x 2', 1, null],
    ['Ship', 0, false],
  ]);
  const group = timeRows(steps, spans, { groups, toggled: new Set() }).find(({ name }) => name === 'Ship');
  expect(group?.spans).toEqual([span(20, null)]);
});
