type Tools = {
  /** Lets queued runs in; answers how many, or null where there is no room for any. */
  admit: () => Promise<number | null>;
  monotonic: () => number;
  onError: (error: unknown, about: string) => void;
};

/** When a worker looks for queued runs that may begin: at once, but never twice at the same time and not for nothing. */
export class LettingIn {
  readonly #tools: Tools;
  #looking: Promise<void> | null = null;
  #next: NodeJS.Timeout | undefined;
  #barrenUntil = 0;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Resolves after a look that began later than this call; calls while one is under way share the next. */
  async look(): Promise<void> {
    if (this.#looking) await this.#looking;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    await this.#looking;
  }

  /** Somebody may be waiting for just this: a new run for a worker, or the next one for its place. */
  soon(): void {
    void this.look().catch((error) => this.#tools.onError(error, 'admission'));
  }

  /**
   * A run has left its place. Where the last look let nobody in (many wait behind a limit that others hold), the next one
   * comes later by twice what that one took: runs that end fast would have the database do nothing else.
   */
  placeLeft(): void {
    const waitMs = this.#barrenUntil - this.#tools.monotonic();
    if (waitMs <= 0) return this.soon();
    this.#next ??= setTimeout(() => {
      this.#next = undefined;
      this.soon();
    }, waitMs);
  }

  /** No look is put off any more; resolves when the one under way is over. */
  async close(): Promise<void> {
    clearTimeout(this.#next);
    await this.#looking?.catch(() => undefined);
  }

  async #look(): Promise<void> {
    const from = this.#tools.monotonic();
    const letIn = await this.#tools.admit();
    if (letIn === null) return;
    const now = this.#tools.monotonic();
    this.#barrenUntil = letIn === 0 ? now + 2 * (now - from) : 0;
  }
}
