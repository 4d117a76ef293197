import { expect, test } from 'vitest';
import type { Json } from '#lib/domain/workflow/json.ts';
import { controlFor, emptyLike } from './control-for.ts';

test.each<[Json, object, string]>([
  ['low', { enum: ['low', 'high'] }, 'choice'],
  ['{{ a template }}', { enum: ['low', 'high'] }, 'text'],
  [true, {}, 'flag'],
  [4, {}, 'number'],
  ['2026-11-21', {}, 'day'],
  ['2026-11-21T07:40:35Z', {}, 'time'],
  ['2026-11-21T07:40:35+02:00', {}, 'text'],
  ['some text', {}, 'text'],
  [[{ a: 1, b: 'x' }], {}, 'table'],
  [[{ a: { b: 1 } }], {}, 'list'],
  [['a', 'b'], {}, 'list'],
  [[], {}, 'json'],
  [[], { items: { type: 'string' } }, 'list'],
  [{ a: 1 }, {}, 'object'],
  [{}, {}, 'json'],
  [null, {}, 'json'],
  [null, { type: 'string' }, 'text'],
])('%j with %j is edited as %s', (value, schema, control) => {
  expect(controlFor(value, schema)).toBe(control);
});

test('a new entry is like the others, and empty', () => {
  expect(emptyLike({ name: 'a', price: 3, on: true, tags: ['x'], of: { deep: 'y' } })).toEqual({
    name: '',
    price: 0,
    on: false,
    tags: [],
    of: { deep: '' },
  });
});
