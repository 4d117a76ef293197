import { expect, test } from 'vitest';
import { concerns, type Touched, touch } from './touched.ts';

const after = (...events: { type: string; step?: string }[]): Touched => {
  const touched: Touched = { all: false, steps: new Set() };
  touch(touched, { type: 'events', runId: 'r', fromSeq: 1, events });
  return touched;
};

test('a step of an item makes its own reads and those of its map old, and no others', () => {
  const touched = after({ type: 'attempt.started', step: 'scan#2[7].check' });
  expect(concerns(touched, ['run', 'r', 'view'])).toBe(true);
  expect(concerns(touched, ['run', 'r', 'items', 'scan', 'all', 0])).toBe(true);
  expect(concerns(touched, ['run', 'r', 'items', 'other', 'all', 0])).toBe(false);
  expect(concerns(touched, ['run', 'r', 'step', 'scan#2[7].check'])).toBe(true);
  expect(concerns(touched, ['run', 'r', 'step', 'scan#2[8].check'])).toBe(false);
});

test('what concerns the whole run, and a new connection, make everything old', () => {
  for (const type of ['run.paused', 'steps.reset', 'signal.received'])
    expect(concerns(after({ type }), ['run', 'r', 'step', 'a'])).toBe(true);
  const touched: Touched = { all: false, steps: new Set() };
  touch(touched, null);
  expect(concerns(touched, ['run', 'r', 'items', 'scan', 'all', 0])).toBe(true);
});
