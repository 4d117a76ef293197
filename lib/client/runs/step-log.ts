import type { ListOf } from '#lib/contracts/list.ts';
import type { LiveMessage } from '#lib/contracts/live.ts';
import type { LogChunkView } from '#lib/contracts/step-log.ts';
import { earlier, emptyWindow, type LogWindow, later, leftBehind, pushed, saysEnd } from './log-window.ts';

export type LogQuery = { after?: number; before?: number; until?: string; limit: number };
export type LogReading = { window: LogWindow; loaded: boolean; error: Error | null };

type StepLogDoor = {
  step: string;
  attempt: number;
  read: (query: LogQuery) => Promise<ListOf<LogChunkView>>;
  onChange: (reading: LogReading) => void;
};

/** What is held after a read. `whole`: there is no more on that side; `end` says it of the log's end. */
type Take = (
  items: LogChunkView[],
  whole: boolean,
  end: (whole: boolean) => Pick<LogWindow, 'last' | 'by'>,
) => LogWindow;

/** Chunks in one read: at most 2 MB. */
const page = 60;
const farEnd = 2_147_483_647;
/** A moment that is looked at for so long, in ms, is worth reading the log for. */
const restMs = 150;

/** Before anything was read. */
export const unreadLog: LogReading = { window: emptyWindow, loaded: false, error: null };

/**
 * Output of one attempt, at a moment. One read at a time; whoever comes meanwhile asks again when it is over, if it still
 * has to. What was read for a moment that is looked at no more is dropped: its end is not the end of another.
 */
export class StepLog {
  readonly #door: StepLogDoor;
  #now: LogReading = unreadLog;
  /** Unix ms; null in the present. */
  #until: number | null = null;
  #reading: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #following = false;
  #closed = false;

  constructor(door: StepLogDoor) {
    this.#door = door;
  }

  /** Another moment is looked at, or the first one; what is missing of how the log ended then is read. */
  goTo(until: number | null): void {
    this.#until = until;
    clearTimeout(this.#timer);
    if (this.#settled) return;
    const wait = until === null || !this.#now.loaded ? 0 : restMs;
    this.#timer = setTimeout(() => void this.#settle(), wait);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Pushed chunks that follow the last are held at once; after others, or a new connection (null), it is read on. */
  hear(message: LiveMessage | null): void {
    const { step, attempt } = this.#door;
    if (message && (message.type !== 'log' || message.step !== step || message.attempt !== attempt)) return;
    const { window } = this.#now;
    // What comes now is none of the past's, and would only push out what is.
    if (this.#until !== null) return this.#show({ window: leftBehind(window, this.#until) });
    const next = message && pushed(window, message.chunks as LogChunkView[]);
    if (next) this.#show({ window: next });
    else if (window.last || this.#reading) void this.#followOn();
    else if (message === null && this.#now.error) void this.#settle();
  }

  toEnd(): Promise<void> {
    return this.#read({ before: farEnd }, (items, whole, end) => ({ chunks: items, first: whole, ...end(true) }));
  }

  later(following = false): Promise<void> {
    const after = this.#now.window.chunks.at(-1)?.chunk ?? -1;
    return this.#read({ after }, (items, whole, end) => ({
      ...later(this.#now.window, items, { whole, following }),
      ...end(whole),
    }));
  }

  async earlier(): Promise<void> {
    const { window } = this.#now;
    if (window.first) return;
    const before = window.chunks[0]?.chunk ?? 0;
    await this.#read({ before }, (items, whole) => earlier(this.#now.window, items, whole));
  }

  /** Goes to a chunk, with some before and behind it. */
  async around(chunk: number): Promise<void> {
    await this.#reading;
    const after = Math.max(-1, chunk - page / 2);
    await this.#read({ after }, (items, whole, end) => ({ chunks: items, first: after === -1, ...end(whole) }));
  }

  /** What is under way may have looked before this was written. */
  async #followOn(): Promise<void> {
    if (this.#following) return;
    this.#following = true;
    await this.#reading;
    this.#following = false;
    if (!this.#closed && this.#until === null && this.#now.window.last) await this.later(true);
  }

  get #settled(): boolean {
    return this.#reading === null && saysEnd(this.#now.window, this.#until);
  }

  async #settle(): Promise<void> {
    const until = this.#until;
    await this.#reading;
    if (!this.#closed && this.#until === until && !this.#settled) await this.toEnd();
  }

  #read(query: { after?: number; before?: number }, take: Take): Promise<void> {
    this.#reading ??= this.#readOnce(query, take).finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readOnce(query: { after?: number; before?: number }, take: Take): Promise<void> {
    const by = this.#until;
    const isOld = () => this.#closed || this.#until !== by;
    try {
      const upTo = by === null ? {} : { until: new Date(by).toISOString() };
      const { items, nextCursor } = await this.#door.read({ limit: page, ...query, ...upTo });
      if (isOld()) return;
      // What was the end then is not the end.
      const end = (all: boolean) => (by === null ? { last: all } : { last: false, ...(all && { by }) });
      this.#show({ window: take(items, nextCursor === null, end), loaded: true, error: null });
    } catch (error) {
      if (!isOld()) this.#show({ loaded: true, error: error as Error });
    }
  }

  #show(change: Partial<LogReading>): void {
    this.#now = { ...this.#now, ...change };
    this.#door.onChange(this.#now);
  }
}
