import { describe, expect, it } from 'vitest';
import { expectedEnd, middle, planOf } from './plan.ts';

const steps = (needs: Record<string, string[]>) =>
  Object.entries(needs).map(([id, list]) => ({ id, kind: id === 'sign' ? 'gate' : 'shell', needs: list }));
const diamond = steps({ a: [], quick: ['a'], slow: ['a'], end: ['quick', 'slow'] });

describe('a plan', () => {
  it('follows the way that takes longest, not the one of most steps', () => {
    const long = steps({ a: [], b: ['a'], c: ['b'], slow: [] });
    expect(planOf({ steps: long }).criticalPath).toEqual(['a', 'b', 'c']);
    expect(planOf({ steps: long }, { a: 10, b: 10, c: 10, slow: 500 })).toMatchObject({
      criticalPath: ['slow'],
      expectedMs: 500,
      parallelism: 1.1,
      width: 2,
    });
  });

  it('counts a step without history as the middle one, and a gate as nothing', () => {
    expect(planOf({ steps: diamond }, { a: 100, slow: 300, quick: 100 })).toMatchObject({
      criticalPath: ['a', 'slow', 'end'],
      expectedMs: 500,
      durations: { a: 100, slow: 300, quick: 100 },
    });
    expect(planOf({ steps: steps({ a: [], sign: ['a'] }) }, { a: 100 }).expectedMs).toBe(100);
  });

  it('foretells nothing without history', () => {
    expect(planOf({ steps: diamond })).toMatchObject({ expectedMs: null, durations: {}, parallelism: 1.3, width: 2 });
    expect(planOf({ steps: [] })).toMatchObject({ expectedMs: null, parallelism: 0, criticalPath: [] });
  });

  it('leaves out what stands in a cycle', () => {
    expect(planOf({ steps: steps({ a: ['b'], b: ['a'], c: [] }) }).criticalPath).toEqual(['c']);
  });
});

describe('the expected end of a run', () => {
  const durations = { a: 100, quick: 100, slow: 300, end: 50 };
  const at = (ended: boolean, startedAt: number | null = null) => ({ ended, startedAt });

  it('is the end of the longest chain of what is left', () => {
    expect(expectedEnd(diamond, durations, new Map(), 1000)).toBe(1450);
    expect(expectedEnd(diamond, durations, new Map([['a', at(true, 900)]]), 1000)).toBe(1350);
  });

  it('counts what is under way by what is left of it, and never less than nothing', () => {
    const progress = new Map([
      ['a', at(true, 0)],
      ['slow', at(false, 800)],
      ['quick', at(true, 800)],
    ]);
    expect(expectedEnd(diamond, durations, progress, 1000)).toBe(1150);
    expect(expectedEnd(diamond, durations, progress, 9000)).toBe(9050);
  });

  it('is not known without history', () => {
    expect(expectedEnd(diamond, {}, new Map(), 1000)).toBeNull();
  });
});

it('takes the middle of values', () => {
  expect([middle([3, 1, 2]), middle([4, 1, 2, 3])]).toEqual([2, 2.5]);
});
