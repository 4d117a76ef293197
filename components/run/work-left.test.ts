import { describe, expect, test } from 'vitest';
import type { RunView } from '#lib/contracts/run.ts';
import { statusWords, workLeft } from './work-left.ts';

const now = Date.parse('2030-01-31T14:30:00Z');
const asOf = new Date(now).toISOString();
const minutes = (n: number) => n * 60_000;
const eta = (lowMs: number, highMs: number) => ({ asOf, lowMs, likelyMs: (lowMs + highMs) / 2, highMs });

describe('work left', () => {
  test.each([
    [0, 8000, 'a few seconds of work left'],
    [0, 25_000, 'up to 30 s of work left'],
    [12_000, 41_000, 'about 10–50 s of work left'],
    [minutes(4.2), minutes(5.7), 'about 4–6 min of work left'],
    [minutes(0.4), minutes(5.7), 'up to 6 min of work left'],
    [minutes(5), minutes(5), 'about 5 min of work left'],
    [minutes(70), minutes(170), 'about 1–3 h of work left'],
    [minutes(60 * 50), minutes(60 * 90), 'about 2–4 days of work left'],
  ])('from %i to %i ms: %s', (low, high, text) => {
    expect(workLeft(eta(low, high), { running: true, now })).toBe(text);
  });

  test('it shrinks while something runs, not while it waits, and is silent when it took longer than usual', () => {
    const known = eta(minutes(4), minutes(6));
    const later = now + minutes(2);
    expect(workLeft(known, { running: true, now: later })).toBe('about 2–4 min of work left');
    expect(workLeft(known, { running: false, now: later })).toBe('about 4–6 min of work left');
    expect(workLeft(known, { running: true, now: now + minutes(7) })).toBe(null);
    expect(workLeft(null, { running: true, now })).toBe(null);
  });
});

describe('how it stands', () => {
  const run = (more: Partial<RunView>) =>
    ({
      status: 'waiting',
      sentence: 'Waiting for group release to decide notes. 3 of 7 steps done.',
      progress: { done: 3, total: 7 },
      waitingFor: [{ reason: 'approval', step: 'notes', text: '' }],
      steps: [{ id: 'notes', calls: [{ what: 'opened', at: '2030-01-31T14:02:00Z' }] }],
      eta: eta(minutes(4), minutes(6)),
      paused: null,
      failing: null,
      ...more,
    }) as RunView;

  test('whom it waits for and since when, how far it is, how much is left', () => {
    expect(statusWords(run({}), now, 'UTC')).toEqual([
      'Waiting for group release to decide notes since 14:02',
      '3 of 7 steps done',
      'about 4–6 min of work left',
    ]);
  });

  test('what runs, without a time and silent about what is not known', () => {
    const running = run({ status: 'running', sentence: 'Running Build, 1 of 1 step done.', waitingFor: [], eta: null });
    expect(statusWords({ ...running, progress: { done: 1, total: 1 } }, now, 'UTC')).toEqual([
      'Running Build',
      '1 of 1 step done',
    ]);
  });

  test('what has ended says so in its own sentence', () => {
    const sentence = 'Succeeded: 7 of 7 steps done.';
    expect(statusWords(run({ status: 'succeeded', sentence }), now)).toEqual([sentence]);
  });
});
