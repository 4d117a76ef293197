'use client';
import { useCallback, useRef, useState } from 'react';
import type { ApiError } from '../api-error.ts';
import type { Sent, Told } from './send-calls.ts';

/** `refused`: a whole call was, and nothing of it was done. */
export type BulkProgress<Result> = {
  state: 'idle' | 'sending' | 'stopped' | 'lost' | 'refused' | 'done';
  total: number;
  results: readonly Result[];
};

/**
 * One change for many things. `send` tells results as they come and gives back what is left, for `goOn`: stopped, cut off
 * or refused on the way, it goes on where it was; with `renew` by other means. Refused before anything was done it is
 * `idle` again, to be begun anew. `refusal`: why a whole call was refused.
 */
export function useBulkSending<Queue, Result>(send: (queue: Queue, told: Told<Result>) => Promise<Sent<Queue>>) {
  const [progress, setProgress] = useState<BulkProgress<Result>>({ state: 'idle', total: 0, results: [] });
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const queue = useRef<Queue | null>(null);
  const wantsStop = useRef(false);

  const sendOn = useCallback(
    async (next: Queue, first: boolean) => {
      wantsStop.current = false;
      setRefusal(null);
      const sent = await send(next, {
        stopped: () => wantsStop.current,
        onResults: (more) => setProgress((before) => ({ ...before, results: [...before.results, ...more] })),
      });
      queue.current = sent.left;
      if (sent.end === 'refused') setRefusal(sent.error);
      setProgress((before) => {
        const untouched = first && sent.end === 'refused' && before.results.length === 0;
        return { ...before, state: untouched ? 'idle' : sent.end };
      });
    },
    [send],
  );
  const goOn = useCallback(
    async (renew: (left: Queue) => Queue = (left) => left) => {
      if (queue.current === null) return;
      setProgress((before) => ({ ...before, state: 'sending' }));
      await sendOn(renew(queue.current), false);
    },
    [sendOn],
  );
  const begin = useCallback(
    (next: Queue, total: number) => {
      setProgress({ state: 'sending', total, results: [] });
      return sendOn(next, true);
    },
    [sendOn],
  );
  const stop = useCallback(() => {
    wantsStop.current = true;
  }, []);
  return { progress, refusal, begin, goOn, stop };
}
