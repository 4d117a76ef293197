import type { LiveMessage } from '#lib/contracts/live.ts';
import { eventView } from '#lib/contracts/run-view/event-view.ts';
import { log } from '#lib/server/log.ts';
import { database } from '#lib/storage/database.ts';
import { readEvents } from '#lib/storage/engine/read-state.ts';
import { chunksAtOnce, type LogMarks, logMarks, newLogChunks } from './log-chunks.ts';

/** What a run is read for. Its steps are looked through for output only when there was some. */
export type Wanted = 'events' | 'logs';
type RunMessage = Extract<LiveMessage, { runId: string }>;

const eventsAtOnce = 500;

/** After sending it rests so many times as long as that took: to many listeners larger messages go, less often. */
const restShare = 2;
const noticeableMs = 2;

/**
 * Reads a run onwards for everybody in its room. It starts where the run is when the first one joins (who joins reads
 * the rest themselves, after joining) and reads again whenever it is stirred; never twice at the same time.
 */
export class RunFollower {
  readonly #runId: string;
  readonly #send: (message: RunMessage) => void;
  #seq = 0;
  #marks: LogMarks = new Map();
  #reading: Promise<void> | null = null;
  readonly #wanted = new Set<Wanted>();
  #sendingMs = 0;

  private constructor(runId: string, send: (message: RunMessage) => void) {
    this.#runId = runId;
    this.#send = send;
  }

  static async start(runId: string, send: (message: RunMessage) => void): Promise<RunFollower> {
    const follower = new RunFollower(runId, send);
    const { rows } = await database().pool.query<{ version: number }>('SELECT version FROM run WHERE id = $1', [runId]);
    follower.#seq = rows[0]?.version ?? 0;
    follower.#marks = await logMarks(runId);
    return follower;
  }

  /** The last event sent. */
  get seq(): number {
    return this.#seq;
  }

  /** There may be more of these. */
  stir(...what: readonly Wanted[]): void {
    for (const one of what) this.#wanted.add(one);
    if (this.#reading) return;
    this.#reading = this.#read().then(
      () => {
        this.#reading = null;
        if (this.#wanted.size > 0) this.stir();
      },
      (error: unknown) => {
        this.#reading = null;
        // The slow poll comes back to it.
        log().warn({ err: error, runId: this.#runId }, 'A run could not be followed');
      },
    );
  }

  async #read(): Promise<void> {
    this.#sendingMs = 0;
    const wanted = new Set(this.#wanted);
    this.#wanted.clear();
    try {
      if (wanted.has('events')) await this.#readEvents();
      if (wanted.has('logs')) await this.#readLogs();
    } catch (error) {
      for (const one of wanted) this.#wanted.add(one);
      throw error;
    }
    const restMs = this.#sendingMs * restShare;
    if (restMs >= noticeableMs) await new Promise((wake) => setTimeout(wake, restMs));
  }

  async #readEvents(): Promise<void> {
    for (;;) {
      const events = await readEvents(database().pool, { runId: this.#runId, after: this.#seq, limit: eventsAtOnce });
      const last = events.at(-1);
      if (!last) return;
      this.#tell({ type: 'events', runId: this.#runId, fromSeq: this.#seq + 1, events: events.map(eventView) });
      this.#seq = last.seq;
      if (events.length < eventsAtOnce) return;
    }
  }

  async #readLogs(): Promise<void> {
    for (const { step, attempt, chunks } of await newLogChunks(this.#runId, this.#marks)) {
      this.#tell({ type: 'log', runId: this.#runId, step, attempt, chunks });
      // The rest of a burst: after the events that came meanwhile, and at the pace that sending it allows.
      if (chunks.length === chunksAtOnce) this.#wanted.add('logs');
    }
  }

  #tell(message: RunMessage): void {
    const from = performance.now();
    this.#send(message);
    this.#sendingMs += performance.now() - from;
  }
}
