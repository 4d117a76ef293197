import { expect, test } from 'vitest';
import { retryTime } from './retry-time.ts';

test('tries come further and further apart, up to an hour, and end after a day', () => {
  const day = 24 * 60 * 60_000;
  const waits = Array.from({ length: 12 }, (_, index) => retryTime({ attempt: index + 1, age: 0, random: 0.5 }));
  expect(waits.slice(0, 4)).toEqual([10_000, 20_000, 40_000, 80_000]);
  expect(waits.at(-1)).toBe(3_600_000);
  expect(retryTime({ attempt: 3, age: day - 1, random: 0 })).not.toBeNull();
  expect(retryTime({ attempt: 3, age: day, random: 0 })).toBeNull();
});

test('what failed together is not tried together', () => {
  const at = (random: number) => retryTime({ attempt: 1, age: 0, random });
  expect([at(0), at(0.999)]).toEqual([7500, 12_495]);
});
