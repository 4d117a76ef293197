'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ListOf } from '#lib/contracts/list.ts';
import type { LiveMessage } from '#lib/contracts/live.ts';
import type { LogChunkView } from '#lib/contracts/step-log.ts';
import { api } from '../api.ts';
import { useLive } from '../live/live-provider.tsx';
import { earlier, emptyWindow, endsAt, follows, type LogWindow, later, writtenBy } from './log-window.ts';

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

/**
 * Output of one attempt. It begins with the end; `earlier` and `later` read on at either side, `around` goes to a chunk.
 * Chunks are numbered: pushed ones that follow the last are shown at once, anything else is read from the last on.
 * `until`: a moment of the past (Unix ms), at which the log ends; null in the present.
 */
export function useStepLog(runId: string, step: string, attempt: number, until: number | null) {
  const [log, setLog] = useState<LogWindow>(emptyWindow);
  const [state, setState] = useState<{ loaded: boolean; error: Error | null }>({ loaded: false, error: null });
  const held = useRef(log);
  const reading = useRef<Promise<void> | null>(null);
  const moment = useRef(until);
  moment.current = until;
  /** Counts up when another log is wanted: what was asked before is of no interest any more. */
  const turn = useRef(0);

  const show = useCallback((next: LogWindow) => {
    held.current = next;
    setLog(next);
  }, []);

  const read = useCallback(
    async (query: { after?: number; before?: number }, take: Take) => {
      // One read at a time; whoever comes meanwhile asks again when it is over, if it still has to.
      if (reading.current) return reading.current;
      const mine = turn.current;
      const path = `/runs/${encodeURIComponent(runId)}/steps/${encodeURIComponent(step)}/logs`;
      const by = moment.current;
      const upTo = by === null ? {} : { until: new Date(by).toISOString() };
      reading.current = api
        .get<ListOf<LogChunkView>>(path, { query: { attempt, limit: page, ...query, ...upTo } })
        .then(
          ({ items, nextCursor }) => {
            if (mine !== turn.current) return;
            const whole = nextCursor === null;
            // What was the end then is not the end.
            const end = (all: boolean) => (by === null ? { last: all } : { last: false, ...(all && { by }) });
            show(take(items, whole, end));
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
    () => read({ before: farEnd }, (items, whole, end) => ({ chunks: items, first: whole, ...end(true) })),
    [read],
  );
  const readLater = useCallback(
    (following = false) =>
      read({ after: held.current.chunks.at(-1)?.chunk ?? -1 }, (items, whole, end) => ({
        ...later(held.current, items, { whole, following }),
        ...end(whole),
      })),
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
      await read({ after }, (items, whole, end) => ({ chunks: items, first: after === -1, ...end(whole) }));
    },
    [read],
  );

  useEffect(() => {
    if (attempt === 0 || !state.loaded) return;
    if (until === null ? held.current.last : endsAt(held.current, until)) return;
    const timer = setTimeout(() => void toEnd(), until === null ? 0 : restMs);
    return () => clearTimeout(timer);
  }, [attempt, until, state.loaded, toEnd]);

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
      if (message === null && moment.current !== null) return;
      if (message === null) return void readLater(true);
      if (message.type !== 'log' || message.step !== step || message.attempt !== attempt) return;
      const chunks = message.chunks as LogChunkView[];
      if (follows(held.current, chunks)) show(later(held.current, chunks, { whole: true, following: true }));
      else void readLater(true);
    },
    [step, attempt, readLater, show],
  );
  useLive(`run:${runId}`, onMessage);
  const shown = useMemo(() => (until === null ? log : writtenBy(log, until)), [log, until]);
  return { ...shown, ...state, earlier: readEarlier, later: readLater, around, toEnd };
}
