import { expect, test } from 'vitest';
import { clockText } from './clock-text.ts';

test('names the day only where it is another', () => {
  const now = new Date(2026, 10, 21, 13, 0);
  expect(clockText(new Date(2026, 10, 21, 14, 5), now)).toBe('14:05');
  expect(clockText(new Date(2026, 10, 22, 9, 0), now)).toBe('22 Nov, 09:00');
});
