'use client';
import { useCallback } from 'react';
import type { z } from 'zod';
import type { BulkRunResult, bulkRunsRequest } from '#lib/contracts/run-bulk.ts';
import { api } from '../api.ts';
import { sendCalls, type Told } from '../bulk/send-calls.ts';
import { useBulkSending } from '../bulk/use-bulk-sending.ts';
import { callsOf, type RunCall } from './run-calls.ts';

type Request = z.input<typeof bulkRunsRequest>;
export type BulkChange =
  | { action: 'cancel'; reason: string }
  | { action: 'rerun'; from: 'failed' | 'start'; reason?: string };
type Queue = { calls: readonly RunCall[]; change: BulkChange };

async function send({ calls, change }: Queue, told: Told<BulkRunResult>) {
  const sent = await sendCalls(calls, {
    ...told,
    send: async ({ key, ids }) => {
      const body: Request = { ...change, ids: [...ids] };
      return (await api.post<{ results: BulkRunResult[] }>('/runs/bulk', body, { idempotencyKey: key })).results;
    },
  });
  return { ...sent, left: { calls: sent.left, change } };
}

/** One change for many runs; stopped, or cut off, it goes on where it was. */
export function useBulkRuns() {
  const { begin: beginCalls, ...sending } = useBulkSending(send);
  const begin = useCallback(
    (ids: readonly string[], change: BulkChange) =>
      beginCalls({ calls: callsOf(ids, () => crypto.randomUUID()), change }, ids.length),
    [beginCalls],
  );
  return { ...sending, begin };
}
