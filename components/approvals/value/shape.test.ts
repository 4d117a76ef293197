import { expect, test } from 'vitest';
import type { Json } from '#lib/domain/workflow/json.ts';
import { columnsOf, looksLikeMarkdown, shapeOf } from './shape.ts';

test.each<[Json, string]>([
  [null, 'nothing'],
  [true, 'flag'],
  [3.5, 'number'],
  ['release', 'word'],
  ['2026-11-21', 'moment'],
  ['2026-11-21T07:40:35Z', 'moment'],
  ['2026-13-45', 'word'],
  ['two\nlines', 'text'],
  ['x'.repeat(200), 'text'],
  ['data:image/png;base64,iVBORw0KGgo=', 'image'],
  ['data:image/svg+xml;base64,PHN2Zz4=', 'word'],
  [['a', 'b'], 'words'],
  [[{ a: 1, b: 2 }, { a: 3 }], 'table'],
  [[{ a: 1 }, 'b'], 'tree'],
  [[], 'tree'],
  [{}, 'tree'],
  [{ a: 1 }, 'object'],
])('%j is read as %s', (value, shape) => {
  expect(shapeOf(value)).toBe(shape);
});

test('objects that have little in common, or hold much, are no table', () => {
  expect(
    columnsOf([
      { a: 1, b: 1 },
      { a: 2, b: 2 },
    ]),
  ).toEqual(['a', 'b']);
  expect(columnsOf([{ a: 1 }, { b: 1 }, { c: 1 }])).toBeNull();
  expect(columnsOf([{ a: 'x'.repeat(10), b: { deep: 'x'.repeat(300) } }])).toBeNull();
});

test('Markdown is told from what a command printed', () => {
  expect(looksLikeMarkdown('# Notes\n\nSome text')).toBe(true);
  expect(looksLikeMarkdown('- one\n- two')).toBe(true);
  expect(looksLikeMarkdown('| a | b |\n| --- | --- |\n| 1 | 2 |')).toBe(true);
  expect(looksLikeMarkdown('compiling…\nok 12 tests - 3 skipped\ndone in 4 s')).toBe(false);
});
