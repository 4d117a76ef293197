import { expect, test } from 'vitest';
import { spanText, spentText } from './span-words.ts';

const at = Date.parse('2030-01-31T14:02:11Z');

test('a span tells its times and length, and while it lasts since when', () => {
  const running = { phase: 'running', attempt: 2, from: at, to: at + 89_000 } as const;
  expect(spanText(running, at, 'UTC')).toBe('ran, attempt 2: 14:02:11–14:03:40, 1 m 29 s');
  const gated = { phase: 'gated', attempt: 1, from: at, to: null } as const;
  expect(spanText(gated, at + 60_000, 'UTC')).toBe('waited for people: since 14:02:11, 1 m');
});

test('a row tells what took longest first', () => {
  const spans = [
    { phase: 'running', attempt: 1, from: at, to: at + 1000 },
    { phase: 'retrying', attempt: 1, from: at + 1000, to: at + 6000 },
    { phase: 'running', attempt: 2, from: at + 6000, to: null },
  ] as const;
  expect(spentText(spans, at + 8000)).toBe('waited to retry 5 s, ran 3 s');
});
