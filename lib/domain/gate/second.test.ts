import { expect, test } from 'vitest';
import { touches } from './second.ts';

const order = { total: 10, items: [{ price: 1, name: 'a' }], 'a.b': { c: 1 }, note: null };

test('a field is touched by an edit of itself, inside it, and of the whole it is a part of', () => {
  expect(touches(order, { ...order, total: 11 }, ['total'])).toBe(true);
  expect(touches(order, { ...order, items: [{ price: 2, name: 'a' }] }, ['items'])).toBe(true);
  expect(touches(order, { ...order, items: [{ price: 2, name: 'a' }] }, ['items.0.price'])).toBe(true);
  expect(touches(order, { ...order, items: [] }, ['items.0.price'])).toBe(true);
  expect(touches(order, { ...order, items: 'none' }, ['items.0.price'])).toBe(true);
  expect(touches(order, { ...order, 'a.b': { c: 2 } }, ['a.b.c'])).toBe(true);
  expect(touches(null, { total: 1 }, ['total'])).toBe(true);
});

test('an edit elsewhere, in other words of the same, or of a field nobody asked about touches nothing', () => {
  expect(touches(order, { ...order, note: 'x' }, ['total', 'items.0.price'])).toBe(false);
  expect(touches({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, ['a'])).toBe(false);
  expect(touches(order, { ...order, items: [{ price: 1, name: 'b' }] }, ['items.0.price'])).toBe(false);
  expect(touches(order, { ...order, total: 11 }, [])).toBe(false);
  expect(touches(order, { ...order, total: 11 }, ['toString', 'total.length'])).toBe(false);
});
