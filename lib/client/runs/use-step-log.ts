'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListOf } from '#lib/contracts/list.ts';
import type { LiveMessage } from '#lib/contracts/live.ts';
import type { LogChunkView } from '#lib/contracts/run.ts';
import { api } from '../api.ts';
import { useLive } from '../live/live-provider.tsx';

/** The page keeps this much of a log, in characters; the whole is a download away. */
const keptCharacters = 2_000_000;

export type StepLog = { chunks: LogChunkView[]; shortened: boolean; error: Error | null; loaded: boolean };

const empty: StepLog = { chunks: [], shortened: false, error: null, loaded: false };

/**
 * Output of one attempt, as it is written. Chunks are numbered: pushed ones that follow the last are shown at once,
 * anything else (a gap, a new connection) is read from the last number on, so that none is lost or shown twice.
 */
export function useStepLog(runId: string, step: string, attempt: number): StepLog {
  const [log, setLog] = useState(empty);
  const last = useRef(-1);
  const reading = useRef(false);
  const again = useRef(false);

  const add = useCallback((chunks: LogChunkView[]) => {
    const fresh = chunks.filter((chunk) => chunk.chunk > last.current);
    if (fresh.length > 0) last.current = fresh[fresh.length - 1]?.chunk ?? last.current;
    setLog((before) => shorten({ ...before, chunks: [...before.chunks, ...fresh], loaded: true, error: null }));
  }, []);

  const read = useCallback(async () => {
    if (reading.current) {
      again.current = true;
      return;
    }
    reading.current = true;
    try {
      for (;;) {
        again.current = false;
        const page = await api.get<ListOf<LogChunkView>>(
          `/runs/${encodeURIComponent(runId)}/steps/${encodeURIComponent(step)}/logs`,
          {
            query: { attempt, after: last.current, limit: 1000 },
          },
        );
        add(page.items);
        if (page.nextCursor === null && !again.current) break;
      }
    } catch (error) {
      setLog((before) => ({ ...before, error: error as Error, loaded: true }));
    } finally {
      reading.current = false;
    }
  }, [runId, step, attempt, add]);

  useEffect(() => {
    last.current = -1;
    setLog(empty);
    if (attempt > 0) void read();
  }, [attempt, read]);

  const onMessage = useCallback(
    (message: LiveMessage | null) => {
      if (attempt === 0) return;
      if (message === null) return void read();
      if (message.type !== 'log' || message.step !== step || message.attempt !== attempt) return;
      const chunks = message.chunks as LogChunkView[];
      const first = chunks[0]?.chunk ?? 0;
      if (first <= last.current + 1) add(chunks);
      else void read();
    },
    [step, attempt, read, add],
  );
  useLive(`run:${runId}`, onMessage);
  return log;
}

function shorten(log: StepLog): StepLog {
  let size = log.chunks.reduce((sum, chunk) => sum + chunk.text.length, 0);
  if (size <= keptCharacters) return log;
  let from = 0;
  while (size > keptCharacters && from < log.chunks.length - 1) size -= log.chunks[from++]?.text.length ?? 0;
  return { ...log, chunks: log.chunks.slice(from), shortened: true };
}
