import { expect, test } from 'vitest';
import { reference } from '../secret/reference.ts';
import type { Json } from '../workflow/json.ts';
import { editFindings, referenceFindings } from './edit.ts';

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

test('a reference to a sealed value may only stay where it stood, in the text it stood in', () => {
  const [token, other] = [reference('secrets.TOKEN'), reference('secrets.OTHER')];
  const before = { env: { A: `Bearer ${token}`, B: 'b' }, args: [token, 'x'] };
  const at = (after: Json, was: Json | undefined = before) => referenceFindings(was, after).map(({ path }) => path);
  expect(at(before)).toEqual([]);
  expect(at({ env: { A: `Bearer ${token}`, B: 'new' }, args: [token, 'y'] })).toEqual([]);
  expect(at({ env: { A: 'no secret any more' } })).toEqual([]);
  expect(at({ env: { A: `Basic ${token}` } })).toEqual(['env.A']);
  expect(at({ env: { A: `Bearer ${other}` } })).toEqual(['env.A']);
  expect(at({ env: { A: `Bearer ${token}`, B: token, C: `Bearer ${token}` } })).toEqual(['env.B', 'env.C']);
  expect(at({ args: ['x', token] })).toEqual(['args.1']);
  expect(at({ env: { [token]: 'x' } })).toEqual(['env.••• TOKEN']);
  expect(at({ env: { A: '\uFDD0' } })).toEqual(['env.A']);
  expect(at(token, undefined)).toEqual(['']);
  expect(referenceFindings(before, { env: { B: token } })[0]?.message).toContain('(••• TOKEN)');
});
