import { RateLimiterMemory } from 'rate-limiter-flexible';
import { refuse } from '#lib/server/refusal.ts';

interface Limiters {
  pair: RateLimiterMemory;
  account: RateLimiterMemory;
  address: RateLimiterMemory;
}

/**
 * Failed attempts that are let through. Counted in this process's memory: with several web processes each counts its
 * own. An account's own limit is wide, so that a stranger cannot easily lock somebody out of it from elsewhere.
 */
const make = (): Limiters => ({
  pair: new RateLimiterMemory({ points: 8, duration: 15 * 60 }),
  account: new RateLimiterMemory({ points: 100, duration: 60 * 60 }),
  address: new RateLimiterMemory({ points: 60, duration: 15 * 60 }),
});

const slot = Symbol.for('countersign.throttle');
const shared = globalThis as typeof globalThis & { [slot]?: Limiters };

/**
 * Counts an attempt on an account's secret before it is checked, so that guesses at the same time count too; a success
 * is to be taken back with `forgive`. Refuses with 429 and `Retry-After`.
 */
export async function attempt(account: string, address: string | null): Promise<{ forgive(): Promise<void> }> {
  shared[slot] ??= make();
  const { pair, account: whole, address: from } = shared[slot];
  const place = address ?? 'unknown';
  const both = `${account} ${place}`;
  try {
    await Promise.all([pair.consume(both), whole.consume(account), from.consume(place)]);
  } catch (error) {
    if (!isSpent(error)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw refuse('too_many_requests', {
      detail: `Too many attempts. Try again in ${seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`}.`,
      headers: { 'retry-after': String(seconds) },
    });
  }
  return {
    async forgive() {
      await Promise.all([pair.delete(both), whole.reward(account), from.reward(place)]);
    },
  };
}

/** By its shape: the limiters may come from another copy of this module, whose class is another one. */
const isSpent = (error: unknown): error is { msBeforeNext: number } =>
  typeof error === 'object' && error !== null && 'msBeforeNext' in error;

/** Forgets all attempts. */
export function resetThrottle(): void {
  delete shared[slot];
}
