import { expect, test } from 'vitest';
import { diffRows } from './diff-lines.ts';
import { pairsOf } from './diff-pairs.ts';

const texts = (before: string, after: string) =>
  pairsOf(diffRows(before, after)).map((pair) =>
    'folded' in pair
      ? pair.folded
      : [pair.left, pair.right].map((line) => line?.pieces.map(({ text }) => text).join('') ?? null),
  );

test('a changed line stands beside what it became', () => {
  expect(texts('a\nb\nc\n', 'a\nx\nc\n')).toEqual([
    ['a', 'a'],
    ['b', 'x'],
    ['c', 'c'],
  ]);
});

test('a line without a counterpart leaves the other side empty', () => {
  expect(texts('a\nb\n', 'a\nb\nc\n').at(-1)).toEqual([null, 'c']);
  expect(texts('a\nb\nc\n', 'a\nx\n')).toEqual([
    ['a', 'a'],
    ['b', 'x'],
    ['c', null],
  ]);
});
