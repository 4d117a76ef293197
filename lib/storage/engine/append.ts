import type { Pool } from 'pg';
import type { AppendResult } from '#lib/engine/ports.ts';
import { classifyDatabaseError, StorageUnavailable } from './database-error.ts';
import { type FlushOutcome, flush } from './flush.ts';
import type { PreparedChange } from './prepare.ts';

export type AppendLimits = {
  /** Flushes at once: while one waits for the disk, the next is made. */
  inFlight: number;
  /** Appends and characters a flush. */
  rows: number;
  size: number;
  /** How long an append may stay locked out, and the database unreachable, in milliseconds. */
  busyMs: number;
  unreachableMs: number;
};

export const appendLimits: AppendLimits = {
  inFlight: 2,
  rows: 256,
  size: 4 * 1024 * 1024,
  busyMs: 5000,
  unreachableMs: 30_000,
};

type Entry = {
  change: PreparedChange;
  since: number;
  tries: number;
  resolve: (result: AppendResult) => void;
  reject: (error: Error) => void;
};

/**
 * Collects the appends of many runs into flushes.
 *
 *     waiting ──flush──▶ in flight ──▶ resolved: ok, fenced, data
 *        ▲                  │
 *        └── after a pause ─┴─ busy (row locked), passing (deadlock), lost (connection)
 *
 * A run has one append in flight; its next one waits for the first's end. After a lost connection the same append is
 * sent again: the run's `commit_id` tells that it had gone through, `version` that it cannot go through twice.
 */
export class AppendQueue {
  #pool: Pool;
  #limits: AppendLimits;
  #onCommitted: (changes: readonly PreparedChange[]) => void;
  #waiting: Entry[] = [];
  #runsInFlight = new Set<string>();
  #flushes = 0;
  #paused = 0;
  #scheduled = false;
  #idle: (() => void)[] = [];

  constructor(pool: Pool, limits: AppendLimits, onCommitted: (changes: readonly PreparedChange[]) => void) {
    this.#pool = pool;
    this.#limits = limits;
    this.#onCommitted = onCommitted;
  }

  /** Appends not yet resolved: a worker stops claiming runs above some depth. */
  get depth(): number {
    return this.#waiting.length + this.#runsInFlight.size + this.#paused;
  }

  push(change: PreparedChange): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, since: performance.now(), tries: 0, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async drain(): Promise<void> {
    while (this.depth > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** The appends of one turn of the event loop share a flush. */
  #schedule(): void {
    if (this.#scheduled || this.#flushes >= this.#limits.inFlight || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const batch = this.#next();
      if (batch.length === 0) return;
      this.#flushes += 1;
      this.#settle(batch).finally(() => {
        this.#flushes -= 1;
        for (const { change } of batch) this.#runsInFlight.delete(change.runId);
        this.#schedule();
        if (this.depth === 0) for (const resolve of this.#idle.splice(0)) resolve();
      });
      this.#schedule();
    });
  }

  #next(): Entry[] {
    const batch: Entry[] = [];
    const left: Entry[] = [];
    let size = 0;
    for (const [index, entry] of this.#waiting.entries()) {
      if (batch.length >= this.#limits.rows || size >= this.#limits.size) {
        left.push(...this.#waiting.slice(index));
        break;
      }
      if (this.#runsInFlight.has(entry.change.runId)) left.push(entry);
      else {
        this.#runsInFlight.add(entry.change.runId);
        batch.push(entry);
        size += entry.change.size;
      }
    }
    this.#waiting = left;
    return batch;
  }

  /** Flushes, and on a value that the database refuses halves the batch until the culprit stands alone. Never rejects. */
  async #settle(batch: Entry[]): Promise<void> {
    let outcomes: FlushOutcome[];
    try {
      outcomes = await flush(
        this.#pool,
        batch.map(({ change }) => change),
      );
    } catch (error) {
      return this.#settleFailed(batch, error instanceof Error ? error : new Error(String(error)));
    }
    const committed: PreparedChange[] = [];
    for (const [index, entry] of batch.entries()) {
      const answer = outcomes[index];
      if (answer?.outcome === 'ok' || answer?.outcome === 'done') {
        committed.push(entry.change);
        entry.resolve({ ok: true, now: answer.now, released: answer.released });
      } else if (answer?.outcome === 'busy') this.#again(entry, this.#limits.busyMs, null);
      else entry.resolve({ ok: false, reason: 'fenced' });
    }
    if (committed.length > 0) this.#onCommitted(committed);
  }

  async #settleFailed(batch: Entry[], error: Error): Promise<void> {
    const kind = classifyDatabaseError(error);
    if (kind === 'data' && batch.length > 1) {
      const middle = batch.length >> 1;
      await this.#settle(batch.slice(0, middle));
      await this.#settle(batch.slice(middle));
      return;
    }
    for (const entry of batch) {
      if (kind === 'data') entry.resolve({ ok: false, reason: 'data', error });
      else if (kind === 'passing') this.#again(entry, this.#limits.busyMs, null);
      else if (kind === 'lost') this.#again(entry, this.#limits.unreachableMs, error);
      else entry.reject(error);
    }
  }

  /** Tries again after a jittered pause, for `patienceMs` altogether; then busy, or unavailable for `cause`. */
  #again(entry: Entry, patienceMs: number, cause: Error | null): void {
    if (performance.now() - entry.since > patienceMs) {
      if (cause) entry.reject(new StorageUnavailable('the database cannot be reached', { cause }));
      else entry.resolve({ ok: false, reason: 'busy' });
      return;
    }
    entry.tries += 1;
    this.#paused += 1;
    const longest = cause ? 1000 : 50;
    const pause = Math.min(longest, 2 ** Math.min(entry.tries, 10)) * (0.5 + Math.random());
    setTimeout(() => {
      this.#paused -= 1;
      this.#waiting.push(entry);
      this.#schedule();
    }, pause);
  }
}
