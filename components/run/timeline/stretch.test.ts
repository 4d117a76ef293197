import { expect, test } from 'vitest';
import { panned, zoomed } from './stretch.ts';

const whole = { from: 1000, to: 11_000 };

test('zooming keeps the time under the pointer where it is', () => {
  const near = zoomed(whole, 3000, 0.5, whole);
  expect(near).toEqual({ from: 2000, to: 7000 });
  expect((3000 - near.from) / (near.to - near.from)).toBeCloseTo((3000 - 1000) / 10_000);
});

test('nothing beyond the run is shown, and nothing finer than its events', () => {
  expect(zoomed({ from: 2000, to: 7000 }, 2000, 10, whole)).toEqual(whole);
  const finest = zoomed(whole, 5000, 0.000001, whole);
  expect(finest.to - finest.from).toBe(20);
  expect(panned({ from: 2000, to: 7000 }, -5000, whole)).toEqual({ from: 1000, to: 6000 });
  expect(panned({ from: 2000, to: 7000 }, 50_000, whole)).toEqual({ from: 6000, to: 11_000 });
  expect(panned(whole, 500, whole)).toEqual(whole);
});
