/** How long runs are worked out on end before the thread sees to what else there is: appends to send, answers, signals. */
const stretchMs = 4;

/**
 * Lets the runs of a worker move one after another. Side by side they would use up each other's time for an append,
 * step by step, and each run would be written in several parts; and nothing would be sent before all had moved.
 * One that has to wait for something outside lets the next one in.
 */
export class Turns {
  readonly #monotonic: () => number;
  #last: Promise<void> = Promise.resolve();
  #since = 0;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** Calls `move` when its turn has come, and settles as that does. */
  async take<Result>(move: () => Promise<Result>): Promise<Result> {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = over;
    await before;
    if (this.#monotonic() - this.#since > stretchMs) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#since = this.#monotonic();
    }
    // What needs no answer from outside is over before this comes.
    const waiting = setImmediate(end);
    try {
      return await move();
    } finally {
      clearImmediate(waiting);
      end();
    }
  }
}
