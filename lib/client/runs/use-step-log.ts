'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ListOf } from '#lib/contracts/list.ts';
import type { LiveMessage } from '#lib/contracts/live.ts';
import type { LogChunkView } from '#lib/contracts/step-log.ts';
import { api } from '../api.ts';
import { useLive } from '../live/live-provider.tsx';
import { writtenBy } from './log-window.ts';
import { type LogReading, StepLog, unreadLog } from './step-log.ts';

/**
 * Output of one attempt. It begins with the end; `earlier` and `later` read on at either side, `around` goes to a chunk.
 * `until`: a moment of the past (Unix ms), at which the log ends; null in the present.
 */
export function useStepLog(runId: string, step: string, attempt: number, until: number | null) {
  const [{ window, loaded, error }, setReading] = useState<LogReading>(unreadLog);
  const held = useRef<StepLog | null>(null);

  useEffect(() => {
    setReading(unreadLog);
    if (attempt === 0) return;
    const path = `/runs/${encodeURIComponent(runId)}/steps/${encodeURIComponent(step)}/logs`;
    const log = new StepLog({
      step,
      attempt,
      read: (query) => api.get<ListOf<LogChunkView>>(path, { query: { attempt, ...query } }),
      onChange: setReading,
    });
    held.current = log;
    return () => {
      held.current = null;
      log.close();
    };
  }, [runId, step, attempt]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another log is told the moment as well
  useEffect(() => held.current?.goTo(until), [until, runId, step, attempt]);

  useLive(
    `run:${runId}`,
    useCallback((message: LiveMessage | null) => held.current?.hear(message), []),
  );
  const ways = useMemo(
    () => ({
      earlier: () => held.current?.earlier(),
      later: () => held.current?.later(),
      around: (chunk: number) => held.current?.around(chunk),
      toEnd: () => held.current?.toEnd(),
    }),
    [],
  );
  const shown = useMemo(() => (until === null ? window : writtenBy(window, until)), [window, until]);
  return { ...shown, loaded, error, ...ways };
}
