import { expect, test } from 'vitest';
import { mostPicked, nothingPicked, ranged, type Selection, toggled } from './selection.ts';

const item = (id: string, status = 'open') => ({ id, status });
const ids = ({ picked }: Selection<unknown>) => [...picked.keys()];

test('picking the same twice leaves it unpicked', () => {
  const once = toggled(nothingPicked, item('a'));
  expect(ids(once)).toEqual(['a']);
  expect(ids(toggled(once, item('a')))).toEqual([]);
});

test('a range goes from the last picked in either direction and keeps what was picked', () => {
  const items = ['a', 'b', 'c', 'd', 'e'].map((id) => item(id));
  const start = toggled(toggled(nothingPicked, item('e')), item('c'));
  expect(ids(ranged(start, items, item('a'))).sort()).toEqual(['a', 'b', 'c', 'e']);
});

test('runs are picked however they stand', () => {
  expect(ids(toggled(nothingPicked, item('a', 'failed')))).toEqual(['a']);
});

test('closed cases are never picked', () => {
  const items = [item('a'), item('b', 'closed'), item('c')];
  expect(ids(toggled(nothingPicked, item('b', 'closed')))).toEqual([]);
  expect(ids(ranged(toggled(nothingPicked, item('a')), items, item('c')))).toEqual(['a', 'c']);
});

test('no more are picked than can be decided at once', () => {
  const items = Array.from({ length: mostPicked + 20 }, (_, at) => item(String(at)));
  const all = ranged(toggled(nothingPicked, items[0]!), items, items.at(-1)!);
  expect(all.picked.size).toBe(mostPicked);
});
