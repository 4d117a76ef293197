import type { RunView } from '#lib/contracts/run.ts';
import { type RunFacts, runView } from '#lib/contracts/run-view/run-view.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { applyTouching } from '#lib/domain/run/touched.ts';
import type { RunHistory } from './history.ts';
import { noteMoved, nothingMoved, StepViews } from './step-views.ts';

/** The run as it was. `at`: Unix ms. The state is shared: look at it, do not keep or change it. */
export type Moment = { seq: number; at: number; view: RunView; state: RunState; facts: RunFacts };

/** Times of a run, or as much of it as there is: Unix ms. */
export type Stretch = { from: number; to: number };

/** Further forward than this a kept state is nearer. */
const mostSteps = 1500;

/** Looks at a run at any moment of its past, and plays it. Null: it looks at the present. */
export class Replay {
  readonly history: RunHistory;
  readonly #facts: () => RunFacts | null;
  readonly #nextFrame: (paint: (now: number) => void) => void;
  readonly #watchers = new Set<() => void>();
  readonly #views = new StepViews({ past: true });
  #moment: Moment | null = null;
  #wanted: { seq: number; at: number } | null = null;
  #speed = 0;
  #asked = false;
  #last = 0;

  constructor(
    history: RunHistory,
    { facts, nextFrame }: { facts: () => RunFacts | null; nextFrame: (paint: (now: number) => void) => void },
  ) {
    this.history = history;
    this.#facts = facts;
    this.#nextFrame = nextFrame;
  }

  get moment(): Moment | null {
    return this.#moment;
  }

  /** How many times faster than it was; 0 while it stands. */
  get speed(): number {
    return this.#speed;
  }

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** From its first event to its last. */
  get stretch(): Stretch {
    const { events } = this.history;
    return { from: events[0]?.at ?? 0, to: events.at(-1)?.at ?? 0 };
  }

  seek(seq: number): void {
    const { events } = this.history;
    const wanted = Math.min(events.length, Math.max(1, Math.round(seq)));
    const event = events[wanted - 1];
    if (event) this.#want({ seq: wanted, at: event.at });
  }

  seekTime(at: number): void {
    const { from, to } = this.stretch;
    const within = Math.min(to, Math.max(from, at));
    if (this.history.events.length > 0) this.#want({ seq: this.history.seqAt(within), at: within });
  }

  /** On by so many events, or back. */
  step(by: number): void {
    this.pause();
    this.seek((this.#wanted ?? this.#moment ?? { seq: this.history.events.length }).seq + by);
  }

  /** From where it stands, or from the beginning when it stands at the end. */
  play(speed: number): void {
    const { from, to } = this.stretch;
    this.#speed = speed;
    this.#last = 0;
    if (!this.#moment || this.#moment.at >= to) this.seekTime(from);
    this.#ask();
    this.#tell();
  }

  pause(): void {
    this.#speed = 0;
    this.#tell();
  }

  /** Back to the present. */
  live(): void {
    this.#speed = 0;
    this.#wanted = null;
    this.#moment = null;
    this.#tell();
  }

  #want(wanted: { seq: number; at: number }): void {
    this.#wanted = wanted;
    this.#ask();
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#nextFrame((now) => {
      this.#asked = false;
      this.#frame(now);
    });
  }

  #frame(now: number): void {
    if (this.#speed > 0) this.#playOn(now);
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted) this.#show(wanted);
    if (this.#speed > 0) this.#ask();
  }

  #playOn(now: number): void {
    const passed = this.#last === 0 ? 0 : now - this.#last;
    this.#last = now;
    const at = (this.#wanted ?? this.#moment)?.at;
    if (at === undefined) return;
    const next = at + passed * this.#speed;
    if (next >= this.stretch.to) this.#speed = 0;
    this.seekTime(next);
  }

  #show({ seq, at }: { seq: number; at: number }): void {
    const known = this.#facts();
    if (!known) return;
    const facts = { ...known, eta: null, queued: null };
    const before = this.#moment?.state ?? null;
    if (this.#moment?.seq === seq && this.#moment.facts.previews === facts.previews) {
      this.#moment = { ...this.#moment, at };
      return this.#tell();
    }
    const moved = nothingMoved();
    let state = before;
    if (state && seq >= state.seq && seq - state.seq <= mostSteps) {
      for (const event of this.history.events.slice(state.seq, seq)) {
        applyTouching(state, event, moved.steps);
        noteMoved(moved, event, state);
      }
    } else {
      state = this.history.stateAt(seq);
      moved.all = true;
    }
    this.#moment = { seq, at, state, facts, view: runView(state, facts, this.#views.make(state, facts, moved)) };
    this.#tell();
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
