import { expect, test } from 'vitest';
import { factorOf, momentText, speedText } from './moment-text.ts';

test('a moment is told by the clock of the reader and by how far into the run it is', () => {
  const at = Date.parse('2026-01-05T13:02:31Z');
  expect(momentText(at, at - 180_000, 'Europe/Berlin')).toBe('At 14:02:31, 3 m in');
});

test('a run of any length fits in ten seconds', () => {
  expect(factorOf('fit', 3_600_000)).toBe(360);
  expect(factorOf('fit', 0)).toBeGreaterThan(0);
  expect(factorOf('50', 1)).toBe(50);
  expect([speedText('50'), speedText('fit')]).toEqual(['50×', 'Fit in 10 s']);
});
