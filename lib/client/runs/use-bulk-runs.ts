'use client';
import { useCallback, useRef, useState } from 'react';
import type { z } from 'zod';
import type { BulkRunResult, bulkRunsRequest } from '#lib/contracts/run-bulk.ts';
import { api } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { type BulkCall, callsOf, sendBulk } from './send-bulk.ts';

type Request = z.input<typeof bulkRunsRequest>;
export type BulkChange =
  | { action: 'cancel'; reason: string }
  | { action: 'rerun'; from: 'failed' | 'start'; reason?: string };

export type RunsProgress = {
  state: 'idle' | 'sending' | 'stopped' | 'lost' | 'done';
  total: number;
  results: readonly BulkRunResult[];
};

/** One change for many runs; stopped, or cut off, it goes on where it was. */
export function useBulkRuns() {
  const [progress, setProgress] = useState<RunsProgress>({ state: 'idle', total: 0, results: [] });
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const left = useRef<{ calls: readonly BulkCall[]; change: BulkChange | null }>({ calls: [], change: null });
  const wantsStop = useRef(false);

  const goOn = useCallback(async () => {
    const { calls, change } = left.current;
    if (!change) return;
    wantsStop.current = false;
    setRefusal(null);
    setProgress((before) => ({ ...before, state: 'sending' }));
    try {
      const sent = await sendBulk(calls, {
        send: async ({ key, ids }) => {
          const body: Request = { ...change, ids: [...ids] };
          return (await api.post<{ results: BulkRunResult[] }>('/runs/bulk', body, { idempotencyKey: key })).results;
        },
        stopped: () => wantsStop.current,
        onResults: (more) => setProgress((before) => ({ ...before, results: [...before.results, ...more] })),
      });
      left.current = { calls: sent.left, change };
      setProgress((before) => ({ ...before, state: sent.end }));
    } catch (error) {
      setRefusal(ApiError.from(error));
      setProgress((before) => ({ ...before, state: before.results.length > 0 ? 'stopped' : 'idle' }));
    }
  }, []);
  const begin = useCallback(
    (ids: readonly string[], change: BulkChange) => {
      left.current = { calls: callsOf(ids, () => crypto.randomUUID()), change };
      setProgress({ state: 'sending', total: ids.length, results: [] });
      return goOn();
    },
    [goOn],
  );
  const stop = useCallback(() => {
    wantsStop.current = true;
  }, []);
  return { progress, refusal, begin, goOn, stop };
}
