import { expect, test } from 'vitest';
import { clockText } from './clock-text.ts';

test('names the day only where it is another', () => {
  const now = new Date(2026, 10, 21, 13, 0);
  expect(clockText(new Date(2026, 10, 21, 14, 5), now)).toBe('14:05');
  expect(clockText(new Date(2026, 10, 22, 9, 0), now)).toBe('22 Nov, 09:00');
});

test('follows a zone, its days too', () => {
  const [at, now] = [new Date('2026-11-21T22:30:00Z'), new Date('2026-11-21T23:30:00Z')];
  expect(clockText(at, now, 'UTC')).toBe('22:30');
  expect(clockText(at, now, 'Europe/Berlin')).toBe('21 Nov, 23:30');
});
