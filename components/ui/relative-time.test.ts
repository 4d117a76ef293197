import { expect, test } from 'vitest';
import { initials } from './initials.ts';
import { durationText, relativeTime } from './relative-time.ts';

const minute = 60_000;

test('a moment ago is "just now", later it is counted in the largest unit that fits', () => {
  expect(relativeTime(0, 2_000)).toBe('just now');
  expect(relativeTime(0, 4 * minute)).toBe('4 minutes ago');
  expect(relativeTime(3 * 60 * minute, 0)).toBe('in 3 hours');
  expect(relativeTime(0, 24 * 60 * minute)).toBe('yesterday');
});

test('a length of time shows its two largest units', () => {
  expect(durationText(12)).toBe('12 ms');
  expect(durationText(950)).toBe('0.9 s');
  expect(durationText(75_000)).toBe('1 m 15 s');
  expect(durationText(2 * 60 * minute)).toBe('2 h');
  expect(durationText(26 * 60 * minute)).toBe('1 d 2 h');
});

test('initials come from names and from addresses, and are never empty', () => {
  expect(initials('Release Team')).toBe('RT');
  expect(initials('reviewer@example.org')).toBe('RE');
  expect(initials('  ')).toBe('?');
});
