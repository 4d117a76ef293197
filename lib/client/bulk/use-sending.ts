'use client';
import { useCallback, useRef, useState } from 'react';
import { ApiError } from '../api-error.ts';
import type { Sent, Told } from './send-calls.ts';

export type BulkProgress<Result> = {
  state: 'idle' | 'sending' | 'stopped' | 'lost' | 'done';
  total: number;
  results: readonly Result[];
};

/**
 * One change for many things. `send` tells results as they come and gives back what is left, for `goOn`: stopped, or cut
 * off, it goes on where it was. `refusal`: why a whole call was refused.
 */
export function useSending<Queue, Result>(send: (queue: Queue, told: Told<Result>) => Promise<Sent<Queue>>) {
  const [progress, setProgress] = useState<BulkProgress<Result>>({ state: 'idle', total: 0, results: [] });
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const queue = useRef<Queue | null>(null);
  const wantsStop = useRef(false);

  const goOn = useCallback(async () => {
    if (queue.current === null) return;
    wantsStop.current = false;
    setRefusal(null);
    setProgress((before) => ({ ...before, state: 'sending' }));
    try {
      const { end, left } = await send(queue.current, {
        stopped: () => wantsStop.current,
        onResults: (more) => setProgress((before) => ({ ...before, results: [...before.results, ...more] })),
      });
      queue.current = left;
      setProgress((before) => ({ ...before, state: end }));
    } catch (error) {
      setRefusal(ApiError.from(error));
      setProgress((before) => ({ ...before, state: before.results.length > 0 ? 'stopped' : 'idle' }));
    }
  }, [send]);
  const begin = useCallback(
    (next: Queue, total: number) => {
      queue.current = next;
      setProgress({ state: 'sending', total, results: [] });
      return goOn();
    },
    [goOn],
  );
  const stop = useCallback(() => {
    wantsStop.current = true;
  }, []);
  return { progress, refusal, begin, goOn, stop };
}
