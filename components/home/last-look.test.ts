import { expect, test } from 'vitest';
import { lookText, nextLook, readLook } from './last-look.ts';

const hour = 3_600_000;

test('what came since the last visit stays new through the whole next one', () => {
  const first = nextLook(null, 10 * hour);
  expect(first.since).toBeNull();
  const second = nextLook(first, 20 * hour);
  expect(second.since).toBe(10 * hour);
  expect(nextLook(second, 20 * hour + 60_000).since).toBe(10 * hour);
  expect(nextLook(second, 30 * hour).since).toBe(20 * hour);
});

test('what was kept is read again, and what is no look is none', () => {
  for (const look of [
    { since: null, at: 5 },
    { since: 3, at: 5 },
  ])
    expect(readLook(lookText(look))).toEqual(look);
  expect(readLook('anything')).toBeNull();
  expect(readLook(null)).toBeNull();
});
