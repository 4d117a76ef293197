import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Estimate, estimateLeft } from './estimate.ts';
import type { Durations, Progress } from './plan.ts';

const steps = [
  { id: 'fetch', kind: 'shell', needs: [] },
  { id: 'build', kind: 'shell', needs: ['fetch'] },
  { id: 'lint', kind: 'shell', needs: ['fetch'] },
  { id: 'test', kind: 'shell', needs: ['build'] },
  { id: 'docs', kind: 'shell', needs: ['lint'] },
  { id: 'pack', kind: 'shell', needs: ['test', 'docs'] },
  { id: 'ship', kind: 'shell', needs: ['pack'] },
];
const usual: Record<string, number> = {
  fetch: 4_000,
  build: 60_000,
  lint: 20_000,
  test: 90_000,
  docs: 15_000,
  pack: 8_000,
  ship: 12_000,
};

/** Numbers that are as good as drawn by lot, and the same each time. */
function lots(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return (state + 0.5) / 2 ** 32;
  };
}
const normal = (lot: () => number) => Math.sqrt(-2 * Math.log(lot())) * Math.cos(2 * Math.PI * lot());

/** A run: a load that all its steps share, and each step's own luck; the documents are made in three of four runs. */
function oneRun(lot: () => number, spread: number): Durations {
  const load = Math.exp(normal(lot) * spread);
  const made = lot() < 0.75;
  return Object.fromEntries(
    steps.flatMap(({ id }) =>
      id === 'docs' && !made ? [] : [[id, usual[id]! * load * Math.exp(normal(lot) * spread)]],
    ),
  );
}

/** When each step of a run starts and ends, in ms from its start. */
function timesOf(run: Durations): Map<string, { from: number; to: number }> {
  const times = new Map<string, { from: number; to: number }>();
  for (const { id, needs } of steps) {
    const from = Math.max(0, ...needs.map((need) => times.get(need)!.to));
    times.set(id, { from, to: from + (run[id] ?? 0) });
  }
  return times;
}

function progressAt(times: ReturnType<typeof timesOf>, now: number): Map<string, Progress> {
  return new Map(
    [...times].map(([id, { from, to }]) => [id, { ended: to <= now, startedAt: from < now ? from : null }]),
  );
}

describe('what is left of a run', () => {
  it.each([
    ['few runs', 6, 0.2],
    ['some runs', 15, 0.35],
    ['many runs', 60, 0.35],
    ['many and wild runs', 60, 0.8],
  ])('holds 70 to 90 of 100 runs that it has not seen: %s', (_name, runs, spread) => {
    const lot = lots(7);
    let held = 0;
    const tries = 800;
    for (let index = 0; index < tries; index++) {
      const history = Array.from({ length: runs }, () => oneRun(lot, spread));
      const times = timesOf(oneRun(lot, spread));
      const end = times.get('ship')!.to;
      // At any moment of its life but its last seconds.
      const now = end * lot() * 0.95;
      const { lowMs, highMs } = estimateLeft(steps, history, progressAt(times, now), now)!;
      if (end - now >= lowMs && end - now <= highMs) held += 1;
    }
    expect(held / tries).toBeGreaterThan(0.7);
    expect(held / tries).toBeLessThan(0.9);
  });

  it('says nothing with fewer than five runs, and nothing is left when all has ended', () => {
    const runs = Array.from({ length: 5 }, () => usual);
    expect(estimateLeft(steps, runs.slice(1), new Map(), 0)).toBeNull();
    expect(estimateLeft(steps, runs, new Map(), 0)).toEqual<Estimate>({
      lowMs: 174_000,
      likelyMs: 174_000,
      highMs: 174_000,
    });
  });

  it('goes on where a step takes longer than it ever did', () => {
    const progress = new Map(steps.map(({ id }) => [id, { ended: id !== 'ship', startedAt: 0 }]));
    const left = estimateLeft(
      steps,
      Array.from({ length: 8 }, () => usual),
      progress,
      40_000,
    )!;
    expect(left.lowMs).toBe(10_000);
  });

  it('is in order for whatever history', () => {
    const run = fc.dictionary(
      fc.constantFrom(...steps.map(({ id }) => id)),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(run, { minLength: 5, maxLength: 50 }), fc.nat(1e6), (history, now) => {
        const left = estimateLeft(steps, history, new Map([['fetch', { ended: false, startedAt: 0 }]]), now)!;
        return left.lowMs >= 0 && left.lowMs <= left.highMs && Number.isFinite(left.highMs);
      }),
    );
  });
});
