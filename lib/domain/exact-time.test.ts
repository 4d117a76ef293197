import { expect, test } from 'vitest';
import { exactTime } from './exact-time.ts';

test.each([
  ['UTC', '21 Nov 2026, 23:30:05 UTC'],
  ['Europe/Berlin', '22 Nov 2026, 00:30:05 CET'],
  ['America/New_York', '21 Nov 2026, 18:30:05 GMT-5'],
])('a moment is told in %s', (zone, text) => {
  expect(exactTime(Date.parse('2026-11-21T23:30:05Z'), zone)).toBe(text);
});
