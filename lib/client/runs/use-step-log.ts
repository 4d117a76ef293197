'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListOf } from '#lib/contracts/list.ts';
import type { LiveMessage } from '#lib/contracts/live.ts';
import type { LogChunkView } from '#lib/contracts/step-log.ts';
import { api } from '../api.ts';
import { useLive } from '../live/live-provider.tsx';
import { earlier, emptyWindow, follows, type LogWindow, later } from './log-window.ts';

/** Chunks in one read: at most 2 MB. */
const page = 60;
const farEnd = 2_147_483_647;

/**
 * Output of one attempt. It begins with the end; `earlier` and `later` read on at either side, `around` goes to a chunk.
 * Chunks are numbered: pushed ones that follow the last are shown at once, anything else is read from the last on.
 */
export function useStepLog(runId: string, step: string, attempt: number) {
  const [log, setLog] = useState<LogWindow>(emptyWindow);
  const [state, setState] = useState<{ loaded: boolean; error: Error | null }>({ loaded: false, error: null });
  const held = useRef(log);
  const reading = useRef<Promise<void> | null>(null);
  /** Counts up when another log is wanted: what was asked before is of no interest any more. */
  const turn = useRef(0);

  const show = useCallback((next: LogWindow) => {
    held.current = next;
    setLog(next);
  }, []);

  const read = useCallback(
    async (query: { after?: number; before?: number }, take: (items: LogChunkView[], whole: boolean) => LogWindow) => {
      // One read at a time; whoever comes meanwhile asks again when it is over, if it still has to.
      if (reading.current) return reading.current;
      const mine = turn.current;
      const path = `/runs/${encodeURIComponent(runId)}/steps/${encodeURIComponent(step)}/logs`;
      reading.current = api
        .get<ListOf<LogChunkView>>(path, { query: { attempt, limit: page, ...query } })
        .then(
          ({ items, nextCursor }) => {
            if (mine !== turn.current) return;
            show(take(items, nextCursor === null));
            setState({ loaded: true, error: null });
          },
          (error: Error) => mine === turn.current && setState({ loaded: true, error }),
        )
        .then(() => {
          reading.current = null;
        });
      return reading.current;
    },
    [runId, step, attempt, show],
  );

  const toEnd = useCallback(
    () => read({ before: farEnd }, (items, whole) => ({ chunks: items, first: whole, last: true })),
    [read],
  );
  const readLater = useCallback(
    (following = false) =>
      read({ after: held.current.chunks.at(-1)?.chunk ?? -1 }, (items, whole) =>
        later(held.current, items, { whole, following }),
      ),
    [read],
  );
  const readEarlier = useCallback(
    () =>
      held.current.first
        ? Promise.resolve()
        : read({ before: held.current.chunks[0]?.chunk ?? 0 }, (items, whole) => earlier(held.current, items, whole)),
    [read],
  );
  const around = useCallback(
    async (chunk: number) => {
      await reading.current;
      const after = Math.max(-1, chunk - page / 2);
      await read({ after }, (items, whole) => ({ chunks: items, first: after === -1, last: whole }));
    },
    [read],
  );

  useEffect(() => {
    turn.current += 1;
    reading.current = null;
    show(emptyWindow);
    setState({ loaded: false, error: null });
    if (attempt > 0) void toEnd();
  }, [attempt, toEnd, show]);

  const onMessage = useCallback(
    (message: LiveMessage | null) => {
      if (attempt === 0 || !held.current.last) return;
      if (message === null) return void readLater(true);
      if (message.type !== 'log' || message.step !== step || message.attempt !== attempt) return;
      const chunks = message.chunks as LogChunkView[];
      if (follows(held.current, chunks)) show(later(held.current, chunks, { whole: true, following: true }));
      else void readLater(true);
    },
    [step, attempt, readLater, show],
  );
  useLive(`run:${runId}`, onMessage);
  return { ...log, ...state, earlier: readEarlier, later: readLater, around, toEnd };
}
