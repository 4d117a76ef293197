import { describe, expect, it } from 'vitest';
import { middle, planOf } from './plan.ts';

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

it('takes the middle of values', () => {
  expect([middle([3, 1, 2]), middle([4, 1, 2, 3])]).toEqual([2, 2.5]);
});
