import type { Pool } from 'pg';
import { cleanText } from '#lib/domain/run/clean.ts';
import type { LogSink, LogStore } from '#lib/engine/ports.ts';

type Line = Parameters<LogSink['write']>[0];
type Chunk = { runId: string; stepId: string; attempt: number; chunk: number; at: number } & Line;

export type LogStoreOptions = {
  pool: Pool;
  /** Told after each write which runs put something out. */
  onStored?: (runIds: string[]) => void;
  onError?: (error: unknown) => void;
};

/** Lines wait at most this long for others. */
const gatherMs = 50;
const maxChunk = 64 * 1024;
const maxBatch = 1024 * 1024;
/** What may wait while the database does not answer, in characters; more is left out. */
const maxWaiting = 32 * 1024 * 1024;

/** Output lines of all attempts of this process, written together as chunks that count from 0 in each attempt. */
export function createLogStore({ pool, onStored = () => {}, onError = () => {} }: LogStoreOptions): LogStore {
  let waiting: Chunk[] = [];
  let waitingLength = 0;
  /** So many at the front are on their way to the database and must not change. */
  let flying = 0;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;

  function gather(chunk: Chunk): void {
    if (waitingLength + chunk.text.length > maxWaiting) return;
    const last = waiting.at(-1);
    // Consecutive lines of one stream share a chunk, and so keep the number of the first.
    if (last && waiting.length > flying && joins(last, chunk)) last.text += chunk.text;
    else waiting.push(chunk);
    waitingLength += chunk.text.length;
    timer ??= setTimeout(writeLater, gatherMs);
  }

  function write(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    writing ??= drain().finally(() => {
      writing = null;
    });
    return writing;
  }

  /** Whoever waits for a flush hears of the error; by the clock it has been told already, and comes again. */
  const writeLater = () => void write().catch(() => {});

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = nextBatch(waiting);
      flying = batch.length;
      try {
        await insert(pool, batch);
      } catch (error) {
        onError(error);
        timer ??= setTimeout(writeLater, 1000);
        throw error;
      } finally {
        flying = 0;
      }
      waiting = waiting.slice(batch.length);
      waitingLength = waiting.reduce((total, chunk) => total + chunk.text.length, 0);
      onStored([...new Set(batch.map((chunk) => chunk.runId))]);
    }
  }

  return {
    open({ runId, stepId, attempt }) {
      let next = 0;
      return {
        write({ stream, text }) {
          const cleaned = cleanText(text);
          for (let at = 0; at < cleaned.length; at += maxChunk) {
            const piece = cleaned.slice(at, at + maxChunk);
            gather({ runId, stepId, attempt, chunk: next++, at: Date.now(), stream, text: piece });
          }
        },
        async flush() {
          while (waiting.some((chunk) => chunk.runId === runId && chunk.stepId === stepId)) await write();
        },
      };
    },
  };
}

function joins(last: Chunk, chunk: Chunk): boolean {
  return (
    last.runId === chunk.runId &&
    last.stepId === chunk.stepId &&
    last.attempt === chunk.attempt &&
    last.stream === chunk.stream &&
    last.text.length + chunk.text.length <= maxChunk
  );
}

/** From the front, up to a size; cut off the list only once it is stored. */
function nextBatch(waiting: readonly Chunk[]): Chunk[] {
  let size = 0;
  const end = waiting.findIndex((chunk) => {
    size += chunk.text.length;
    return size > maxBatch;
  });
  return waiting.slice(0, end === -1 ? waiting.length : Math.max(1, end));
}

async function insert(pool: Pool, chunks: readonly Chunk[]): Promise<void> {
  await pool.query({
    name: 'insert_logs',
    text: `insert into step_log (run_id, step_id, attempt, chunk, at, stream, text)
      select run_id, step_id, attempt, chunk, to_timestamp(at / 1000.0), stream, text
      from unnest($1::text[], $2::text[], $3::int4[], $4::int4[], $5::float8[], $6::text[], $7::text[])
        as t(run_id, step_id, attempt, chunk, at, stream, text)
      on conflict do nothing`,
    values: [
      chunks.map((chunk) => chunk.runId),
      chunks.map((chunk) => chunk.stepId),
      chunks.map((chunk) => chunk.attempt),
      chunks.map((chunk) => chunk.chunk),
      chunks.map((chunk) => chunk.at),
      chunks.map((chunk) => chunk.stream),
      chunks.map((chunk) => chunk.text),
    ],
  });
}
