import { expect, test } from 'vitest';
import { newerThan } from './newer.ts';

const rows = ['2030-01-03', '2030-01-02', '2030-01-01'].map((queuedAt) => ({ queuedAt }));

test('rows above the one that was on top are new, also when that one has left the list', () => {
  expect(newerThan(rows, '2030-01-01')).toBe(2);
  expect(newerThan(rows, '2030-01-02T12:00')).toBe(1);
  expect(newerThan(rows, '2030-01-03')).toBe(0);
});

test('nothing is held back where nobody scrolled, or everything that was there has gone', () => {
  expect(newerThan(rows, null)).toBe(0);
  expect(newerThan(rows, '2029-01-01')).toBe(0);
});
