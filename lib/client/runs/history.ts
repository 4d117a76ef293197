import type { RunEvent } from '#lib/domain/run/event.ts';
import { apply, fold } from '#lib/domain/run/evolve.ts';
import { fromSnapshot, toSnapshot } from '#lib/domain/run/snapshot.ts';
import type { RunState, StepState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { EventFeed, type FeedDoor } from './event-feed.ts';

/** Folded in one go between two frames, at most. */
const mostInOneGo = 500;

type Kept = { steps: readonly (readonly [string, StepState])[]; rest: object };

/** All events of a run, read when first needed and followed from then on, and the state after each of them. */
export class RunHistory {
  /** Seqs count from 1, without a gap. */
  readonly events: RunEvent[] = [];
  readonly #feed: EventFeed;
  readonly #kept: Kept[] = [];
  readonly #spec: { of: RunState['spec'] | null } = { of: null };
  #head: RunState | null = null;
  #folding: Promise<void> | null = null;
  #loading: Promise<void> | null = null;
  #error: unknown = null;
  readonly #apart: number;

  /**
   * `onEvents` is called whenever there are more of them. A state is kept every `apart` events: going to a moment folds
   * no more than that.
   */
  constructor(read: FeedDoor['read'], onEvents: () => void = () => {}, apart = 1000) {
    this.#apart = apart;
    this.#feed = new EventFeed({
      begin: async () => 0,
      read,
      take: (events) => {
        for (const event of events) this.events.push(event);
        onEvents();
      },
      failed: (error) => {
        this.#error = error;
        return false;
      },
    });
  }

  /** Reads everything up to the present, and keeps states to jump to. Rejects when it cannot be read; ask again then. */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** Events that were pushed; of no interest before the first `load`. */
  tell(events: readonly RunEvent[]): void {
    if (this.events.length > 0 || this.#loading) this.#feed.tell(events);
  }

  close(): void {
    this.#feed.close();
  }

  /** The last event at or before a time (Unix ms); the first one for earlier times. 0 without any. */
  seqAt(at: number): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    return Math.min(this.events.length, Math.max(1, low));
  }

  /** The state after an event, the caller's own. */
  stateAt(seq: number): RunState {
    const index = Math.min(this.#kept.length, Math.floor(seq / this.#apart)) - 1;
    const kept = this.#kept[index];
    const from = kept === undefined ? null : this.#restored(kept);
    return fold(this.events.slice((index + 1) * this.#apart, seq), from)!;
  }

  async #load(): Promise<void> {
    this.#error = null;
    this.#feed.catchUp();
    await this.#feed.settled;
    if (this.#error !== null) throw this.#error;
    this.#folding ??= this.#keepStates().finally(() => {
      this.#folding = null;
    });
    await this.#folding;
  }

  async #keepStates(): Promise<void> {
    for (let at = this.#head?.seq ?? 0; ; ) {
      const next = (this.#kept.length + 1) * this.#apart;
      const end = Math.min(at + mostInOneGo, next);
      if (end > this.events.length) return;
      for (const event of this.events.slice(at, end)) this.#head = apply(this.#head, event);
      if (end === next) this.#kept.push(this.#copied(this.#head!));
      at = end;
      await new Promise((wake) => setTimeout(wake, 0));
    }
  }

  // The spec never changes: one stands for all copies.
  #copied(state: RunState): Kept {
    this.#spec.of ??= state.spec;
    const { steps, ...rest } = toSnapshot(state) as unknown as { steps: Kept['steps'] };
    return { steps: copies(steps), rest: structuredClone({ ...rest, spec: null }) };
  }

  #restored({ steps, rest }: Kept): RunState {
    const whole = { ...structuredClone(rest), steps: copies(steps), spec: this.#spec.of };
    const state = fromSnapshot(whole as unknown as Json);
    if (!state) throw new Error('a state that was just kept cannot be read');
    return state;
  }
}

/**
 * What a fold changes of a step is its own fields and its count of retries: so much is copied and no more. Of ten thousand
 * items that takes 2 ms, where a whole copy takes 40.
 */
function copies(steps: Kept['steps']): Kept['steps'] {
  return steps.map(([id, step]) => [id, { ...step, retries: [...step.retries] }]);
}
