import { expect, test } from 'vitest';
import type { Json } from '../workflow/json.ts';
import { editFindings } from './edit.ts';

const paths = (before: Json, after: Json, editable: true | string[], removable = false) =>
  editFindings(before, after, { editable, removable }).map(({ path }) => path);

test('an edit of editable fields stands, also inside them', () => {
  expect(paths({ text: 'a', meta: { by: 'x' } }, { text: 'b', meta: { by: 'y' } }, ['text', 'meta'])).toEqual([]);
  expect(paths({ text: 'a' }, { text: 'b' }, true)).toEqual([]);
  expect(paths('a', 'b', true)).toEqual([]);
  expect(paths({ a: [1, 2] }, { a: [1, 2, 3] }, ['a'])).toEqual([]);
});

test('names every field that may not differ: changed, added, removed, or the whole value', () => {
  expect(paths({ text: 'a', n: 1 }, { text: 'b', n: 2 }, ['text'])).toEqual(['n']);
  expect(paths({ text: 'a' }, { text: 'a', more: 1 }, ['text'])).toEqual(['more']);
  expect(paths({ text: 'a', n: 1 }, { text: 'a' }, ['text'])).toEqual(['n']);
  expect(paths({ a: [{ x: 1 }] }, { a: [{ x: 2 }] }, ['b'])).toEqual(['a.0.x']);
  expect(paths({ a: [1] }, { a: [1, 2] }, [])).toEqual(['a']);
  expect(paths('a', 'b', ['text'])).toEqual(['']);
});

test('a field named like the beginning of an editable one is not editable', () => {
  expect(paths({ text: 'a', texture: 'b' }, { text: 'a', texture: 'c' }, ['text'])).toEqual(['texture']);
});

test('values keep their type, except out of nothing', () => {
  expect(paths({ a: 1 }, { a: '1' }, true)).toEqual(['a']);
  expect(paths({ a: {} }, { a: [] }, true)).toEqual(['a']);
  expect(paths({ a: null }, { a: { b: 1 } }, true)).toEqual([]);
  expect(paths({ a: 'x' }, { a: null }, true)).toEqual(['a']);
});

test('results keep their fields; parameters may lose them', () => {
  expect(paths({ a: 1, b: 2 }, { a: 1 }, true)).toEqual(['b']);
  expect(paths({ a: 1, b: 2 }, { a: 1 }, true, true)).toEqual([]);
});

test('names of the language itself are fields like any other', () => {
  expect(paths({}, { constructor: 1 }, [])).toEqual(['constructor']);
  expect(paths({ a: 1 }, JSON.parse('{"a":1,"__proto__":{"b":1}}'), ['a'])).toEqual(['__proto__']);
});
