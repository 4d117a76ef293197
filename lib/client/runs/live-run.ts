import type { LiveMessage } from '#lib/contracts/live.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunEventView, RunSnapshot } from '#lib/contracts/run-event.ts';
import { eventOf } from '#lib/contracts/run-view/event-view.ts';
import { type RunFacts, runView } from '#lib/contracts/run-view/run-view.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { apply } from '#lib/domain/run/evolve.ts';
import { fromSnapshot } from '#lib/domain/run/snapshot.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { applyTouching } from '#lib/domain/run/touched.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { EventFeed } from './event-feed.ts';
import { factsDue, factsFor, factsOf } from './facts.ts';
import { type Moved, noteMoved, nothingMoved, StepViews } from './step-views.ts';

/** What it needs of the world. */
export type RunDoor = {
  snapshot: () => Promise<RunSnapshot>;
  events: (after: number) => Promise<{ items: readonly RunEventView[]; nextCursor: string | null }>;
  view: () => Promise<RunView>;
  /** Whether a failed read may go well another time. */
  mayRetry: (error: unknown) => boolean;
  /** Calls `paint` with the next picture of the screen. */
  nextFrame: (paint: () => void) => void;
};

/** After a picture it rests as many times as long as that took: of a large run fewer are drawn. */
const restShare = 0.5;
const noticeableMs = 8;

/**
 * One run in the browser: the fold of its events, kept current by what is pushed, and its view made with the server's own
 * function. Pictures are made once a frame however many events came; only views of steps that moved are made anew.
 */
export class LiveRun {
  readonly #door: RunDoor;
  readonly #watchers = new Set<(moved: Moved) => void>();
  readonly #hearers = new Set<(events: readonly RunEvent[]) => void>();
  readonly #views = new StepViews({ past: false });
  #feed: EventFeed | null = null;
  #state: RunState | null = null;
  #facts: RunFacts | null = null;
  #moved = nothingMoved();
  #view: RunView | null = null;
  #error: Error | null = null;
  #painting = false;
  #restUntil = 0;
  #factsTimer: ReturnType<typeof setTimeout> | null = null;
  #readingFacts = false;
  /** They were asked for again while they were read. */
  #factsOld = false;
  /** Other facts may show every step otherwise, though no event moved it. */
  #factsAnew = false;

  constructor(door: RunDoor) {
    this.#door = door;
  }

  /** The latest picture; null until there is one. */
  get view(): RunView | null {
    return this.#view;
  }

  /** Why there is no picture. */
  get error(): Error | null {
    return this.#error;
  }

  get facts(): RunFacts | null {
    return this.#facts;
  }

  /** Calls `watcher` after every picture, with what moved since the one before; the answer ends that. */
  watch = (watcher: (moved: Moved) => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** Calls `hearer` with events as they are folded; the answer ends that. */
  hear(hearer: (events: readonly RunEvent[]) => void): () => void {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  }

  /** Begins to read. What is pushed is told to `onMessage`, after the room was joined. */
  open(): void {
    if (this.#feed) return;
    this.#state = null;
    this.#feed = new EventFeed({
      begin: () => this.#begin(),
      read: async (after) => {
        const { items, nextCursor } = await this.#door.events(after);
        return { events: items.map(eventOf), more: nextCursor !== null };
      },
      take: (events) => this.#take(events),
      failed: (error) => this.#failed(error),
    });
    this.#feed.catchUp();
    void this.#readFacts();
  }

  close(): void {
    this.#feed?.close();
    this.#feed = null;
    if (this.#factsTimer) clearTimeout(this.#factsTimer);
    this.#factsTimer = null;
  }

  /** A message of the run's room; null: it was joined (again). */
  onMessage = (message: LiveMessage | null): void => {
    if (message === null) this.catchUp();
    else if (message.type === 'events') this.#feed?.tell((message.events as RunEventView[]).map(eventOf));
  };

  /** Reads what may have been missed. */
  catchUp = (): void => {
    this.#feed?.catchUp();
    if (!this.#facts) void this.#readFacts();
  };

  async #begin(): Promise<number> {
    const { seq, state } = await this.#door.snapshot();
    // A server of another version makes other snapshots: then the events tell it all.
    this.#state = fromSnapshot(state as Json);
    this.#moved = { all: true, steps: new Set() };
    this.#wish();
    return this.#state ? seq : 0;
  }

  #take(events: readonly RunEvent[]): void {
    const before = this.#state?.status;
    for (const event of events) {
      if (this.#state) applyTouching(this.#state, event, this.#moved.steps);
      else this.#state = apply(null, event);
      noteMoved(this.#moved, event, this.#state);
    }
    this.#error = null;
    for (const hearer of this.#hearers) hearer(events);
    this.#wish();
    // Its estimate, its place in the queue and its children are others now.
    if (before !== undefined && before !== this.#state?.status) void this.#readFacts();
  }

  #failed(error: unknown): boolean {
    const again = this.#door.mayRetry(error);
    if (!this.#view) {
      this.#error = error as Error;
      this.#tellWatchers(nothingMoved());
    }
    return again;
  }

  async #readFacts(): Promise<void> {
    if (!this.#feed) return;
    if (this.#readingFacts) {
      this.#factsOld = true;
      return;
    }
    this.#readingFacts = true;
    this.#factsOld = false;
    if (this.#factsTimer) clearTimeout(this.#factsTimer);
    this.#factsTimer = null;
    try {
      this.#facts = factsOf(await this.#door.view(), this.#facts);
      this.#factsAnew = true;
      this.#wish();
    } catch (error) {
      if (this.#failed(error)) this.#readFactsIn(3000);
    } finally {
      this.#readingFacts = false;
    }
    if (this.#factsOld) void this.#readFacts();
  }

  #readFactsIn(ms: number): void {
    if (this.#factsTimer || this.#readingFacts || !this.#feed) return;
    this.#factsTimer = setTimeout(() => {
      this.#factsTimer = null;
      void this.#readFacts();
    }, ms);
  }

  /** Asks for a picture with the next frame, later when the last one took long. */
  #wish(): void {
    if (this.#painting || !this.#state || !this.#facts) return;
    this.#painting = true;
    const rest = this.#restUntil - performance.now();
    const ask = () => this.#door.nextFrame(() => this.#paint());
    if (rest > 0) setTimeout(ask, rest);
    else ask();
  }

  #paint(): void {
    this.#painting = false;
    if (!this.#state || !this.#facts || !this.#feed) return;
    const from = performance.now();
    const facts = factsFor(this.#state, this.#facts);
    const moved = this.#moved;
    const changed = { all: moved.all || this.#factsAnew, steps: moved.steps };
    this.#moved = nothingMoved();
    this.#factsAnew = false;
    this.#view = runView(this.#state, facts, this.#views.make(this.#state, facts, changed));
    const due = factsDue(this.#view, facts);
    if (due !== null) this.#readFactsIn(due);
    this.#tellWatchers(moved);
    // React draws in a microtask that was asked for before this one.
    queueMicrotask(() => {
      const took = performance.now() - from;
      this.#restUntil = took > noticeableMs ? performance.now() + took * restShare : 0;
    });
  }

  #tellWatchers(moved: Moved): void {
    for (const watcher of this.#watchers) watcher(moved);
  }
}
