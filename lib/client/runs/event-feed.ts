import type { RunEvent } from '#lib/domain/run/event.ts';

/** Where events come from and go to. */
export type FeedDoor = {
  /** Reads the state to go on from; answers the seq of its last event. */
  begin: () => Promise<number>;
  /** Events after a seq, in order; `more`: there are others behind them. */
  read: (after: number) => Promise<{ events: readonly RunEvent[]; more: boolean }>;
  /** Given every event after the beginning once, in order. */
  take: (events: readonly RunEvent[]) => void;
  /** A read failed; with false it is not tried again. */
  failed: (error: unknown) => boolean;
};

const firstPauseMs = 500;
const longestPauseMs = 5000;
/** Pushed events that wait for a read at most; what is left out then is read. */
const mostEarly = 5000;

/**
 * A run's events without gap or duplicate, however they come: pushed (early, twice, out of order, or not at all), or read
 * after a seq. Join first, then `catchUp()`: what is committed before the read is in it, the rest is pushed.
 */
export class EventFeed {
  readonly #door: FeedDoor;
  #seq: number | null = null;
  #early: (readonly RunEvent[])[] = [];
  #reading: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #wake: (() => void) | null = null;

  constructor(door: FeedDoor) {
    this.#door = door;
  }

  /** Pushed events, in order and without a gap among themselves. */
  tell(events: readonly RunEvent[]): void {
    if (this.#closed || events.length === 0) return;
    if (this.#reading || this.#seq === null) {
      this.#early.push(events);
      if (this.#early.reduce((sum, { length }) => sum + length, 0) > mostEarly) {
        this.#early = [];
        this.#again = true;
      }
      return;
    }
    if (!this.#offer(events)) this.catchUp();
  }

  /** Reads what may have been missed; at once also when a failed read was about to be tried again. */
  catchUp(): void {
    this.#again = true;
    this.#wake?.();
    if (this.#closed || this.#reading) return;
    this.#reading = this.#catchUp().finally(() => {
      this.#reading = null;
    });
  }

  /** Resolves when it has caught up, or has given up. */
  get settled(): Promise<void> {
    return this.#reading ?? Promise.resolve();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async #catchUp(): Promise<void> {
    let pause = firstPauseMs;
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#read();
        pause = firstPauseMs;
      } catch (error) {
        if (this.#closed || !this.#door.failed(error)) return;
        await this.#sleep(pause);
        pause = Math.min(pause * 2, longestPauseMs);
        this.#again = true;
      }
    }
  }

  async #read(): Promise<void> {
    this.#seq ??= await this.#door.begin();
    for (let more = true; more && !this.#closed; ) {
      const page = await this.#door.read(this.#seq);
      if (this.#closed) return;
      if (!this.#offer(page.events)) throw new Error('events were read out of order');
      more = page.more;
    }
    const early = this.#early;
    this.#early = [];
    for (const events of early) if (!this.#offer(events)) this.#again = true;
  }

  /** Takes those that follow the last one; false when there is a gap before them. */
  #offer(events: readonly RunEvent[]): boolean {
    const last = this.#seq ?? 0;
    const fresh = events.filter(({ seq }) => seq > last);
    if (fresh.length === 0) return true;
    if (fresh[0]!.seq !== last + 1) return false;
    this.#seq = fresh.at(-1)!.seq;
    this.#door.take(fresh);
    return true;
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }
}
