import type { Pool } from 'pg';
import { cleanText } from '#lib/domain/run/clean.ts';
import type { LogSink, LogStore } from '#lib/engine/step-ports.ts';
import { classifyDatabaseError } from './engine/database-error.ts';

export type LogStoreOptions = {
  pool: Pool;
  /** Output is written at most so long after it came, in milliseconds. */
  delayMs?: number;
  /** Output of one attempt beyond so many characters is counted, not kept. */
  longest?: number;
  /** Told after each write which runs have new output. */
  onStored?: (runIds: string[]) => void;
  onError?: (error: Error) => void;
};

type Attempt = Parameters<LogStore['open']>[0];
type Stream = 'stdout' | 'stderr' | 'system';
type Chunk = { attempt: Attempt; chunk: number; at: number; stream: Stream; text: string };

/** Characters of a chunk at most, so that a page reads a long output piece by piece. */
const chunkLength = 32 * 1024;
/** Characters that wait for the database at most; beyond, a sink writes before its time. */
const waitingLength = 1024 * 1024;

/**
 * Output of attempts, apart from the events. All attempts of the process share one insert each `delayMs`; within one,
 * what follows on the same stream is one chunk. Chunks count from 0 in an attempt, and one attempt has one writer.
 */
export function createLogStore({
  pool,
  delayMs = 50,
  longest = 16 * 1024 * 1024,
  onStored = () => {},
  onError = () => {},
}: LogStoreOptions): LogStore {
  let waiting: Chunk[] = [];
  let length = 0;
  let timer: NodeJS.Timeout | null = null;
  /** Writes follow one another: a page that reads from chunk n on must not meet n + 1 first. */
  let writing: Promise<void> = Promise.resolve();

  function writeOut(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const chunks = waiting;
    waiting = [];
    length = 0;
    if (chunks.length === 0) return writing;
    const done = writing.then(() => persist(pool, chunks));
    writing = done.then(() => onStored([...new Set(chunks.map(({ attempt }) => attempt.runId))]), onError);
    return done;
  }

  function open(attempt: Attempt): LogSink {
    let next = 0;
    let kept = 0;
    let dropped = 0;
    let lost: Promise<void> = Promise.resolve();
    const add = (stream: Stream, text: string) => {
      const last = waiting.findLast((chunk) => chunk.attempt === attempt);
      if (last?.stream === stream && last.text.length + text.length <= chunkLength) last.text += text;
      else {
        waiting.push({ attempt, chunk: next, at: Date.now(), stream, text });
        next += 1;
      }
      length += text.length;
    };
    return {
      write({ stream, text }) {
        const room = Math.max(0, longest - kept);
        dropped += Math.max(0, text.length - room);
        kept += text.length;
        for (const piece of pieces(cleanText(text).slice(0, room))) add(stream, piece);
        if (length > waitingLength) lost = writeOut().catch(onError);
        else timer ??= setTimeout(() => void writeOut().catch(() => {}), delayMs);
      },
      async flush() {
        if (dropped > 0) add('system', `… ${dropped} more characters of output were not kept.\n`);
        dropped = 0;
        await lost;
        await writeOut();
      },
    };
  }
  return { open };
}

/** Cut so that no surrogate pair is torn. */
function* pieces(text: string): Iterable<string> {
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + chunkLength, text.length);
    if (to < text.length && (text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to -= 1;
    yield text.slice(from, to);
    from = to;
  }
}

/** A chunk has its place, so that the same write may be sent again after a lost connection. */
async function persist(pool: Pool, chunks: readonly Chunk[]): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await insert(pool, chunks);
    } catch (error) {
      if (tries === 8 || classifyDatabaseError(error) !== 'lost') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
    }
  }
}

async function insert(pool: Pool, chunks: readonly Chunk[]): Promise<void> {
  const column = <T>(of: (chunk: Chunk) => T): T[] => chunks.map(of);
  await pool.query({
    name: 'write_logs',
    text: `insert into step_log (run_id, step_id, attempt, chunk, at, stream, text)
      select t.run_id, t.step_id, t.attempt, t.chunk, to_timestamp(t.at / 1000.0), t.stream, t.text
      from unnest($1::text[], $2::text[], $3::int4[], $4::int4[], $5::float8[], $6::text[], $7::text[])
        as t(run_id, step_id, attempt, chunk, at, stream, text)
      on conflict do nothing`,
    values: [
      column(({ attempt }) => attempt.runId),
      column(({ attempt }) => attempt.stepId),
      column(({ attempt }) => attempt.attempt),
      column(({ chunk }) => chunk),
      column(({ at }) => at),
      column(({ stream }) => stream),
      column(({ text }) => text),
    ],
  });
}
