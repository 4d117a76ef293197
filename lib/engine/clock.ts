/**
 * The database's clock as this process knows it: what the last answer said plus the monotonic time since. Leases and
 * deadlines use it, so that a machine whose own clock is wrong does no harm.
 */
export class DatabaseClock {
  readonly #monotonic: () => number;
  #base: number;
  #at: number;

  /** `now` in Unix ms; `monotonic` in ms from any start. */
  constructor(now: number, monotonic: () => number) {
    this.#monotonic = monotonic;
    this.#base = now;
    this.#at = monotonic();
  }

  /** Told by the database. An answer that took its time on the way is older than what we know: time never goes back. */
  sync(now: number): void {
    const known = this.now();
    this.#at = this.#monotonic();
    this.#base = Math.max(now, known - 50);
  }

  /** Whole milliseconds, as they are stored. */
  now(): number {
    return Math.floor(this.#base + this.#monotonic() - this.#at);
  }
}

/** Randomness as the engine needs it; given from outside, so that tests may choose. */
export type Chance = {
  /** A new unguessable id. */
  id: () => string;
  /** In [0, 1). */
  number: () => number;
};
