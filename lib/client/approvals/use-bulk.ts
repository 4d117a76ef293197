'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { z } from 'zod';
import type { ApprovalView, BulkPreview, bulkDecisionResult, proofRequest } from '#lib/contracts/approval.ts';
import { api } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { useViewer } from '../viewer.tsx';
import { type BulkDecision, type BulkQueue, type BulkResult, sendInChunks } from './send-in-chunks.ts';

/** In what several gates are not alike, with the digests to decide them by: as they were when they were looked at. */
export function useBulkPreview(ids: readonly string[]) {
  return useQuery({
    queryKey: ['bulk preview', ids],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => api.post<BulkPreview>('/approvals/bulk/preview', { ids }),
  });
}

type Proof = z.input<typeof proofRequest>;
export type BulkProgress = {
  state: 'idle' | 'sending' | 'stopped' | 'lost' | 'done';
  total: number;
  results: readonly BulkResult[];
};

/** One decision for many gates, in calls of at most a hundred; stopped, or cut off, it goes on where it was. */
export function useBulk() {
  const queries = useQueryClient();
  const { member } = useViewer();
  const [progress, setProgress] = useState<BulkProgress>({ state: 'idle', total: 0, results: [] });
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const queue = useRef<BulkQueue>({ waiting: [], uncertain: new Set() });
  const proof = useRef<Proof | undefined>(undefined);
  const wantsStop = useRef(false);

  const isOwn = useCallback(
    async (id: string) => {
      const { closed, votes } = await api.get<ApprovalView>(`/approvals/${encodeURIComponent(id)}`);
      return closed?.by.id === member.id || votes.some((vote) => !vote.void && vote.actor.id === member.id);
    },
    [member.id],
  );
  const goOn = useCallback(async () => {
    wantsStop.current = false;
    setRefusal(null);
    setProgress((before) => ({ ...before, state: 'sending' }));
    try {
      const { end, left } = await sendInChunks(queue.current, {
        send: async (decisions) => {
          const body = { decisions, ...(proof.current && { proof: proof.current }) };
          return (await api.post<z.infer<typeof bulkDecisionResult>>('/approvals/bulk', body)).results;
        },
        isOwn,
        stopped: () => wantsStop.current,
        onResults: (more) => setProgress((before) => ({ ...before, results: [...before.results, ...more] })),
      });
      queue.current = left;
      setProgress((before) => ({ ...before, state: end }));
    } catch (error) {
      setRefusal(ApiError.from(error));
      setProgress((before) => ({ ...before, state: before.results.length > 0 ? 'stopped' : 'idle' }));
    } finally {
      void queries.invalidateQueries({ queryKey: ['approvals'] });
    }
  }, [isOwn, queries]);
  const begin = useCallback(
    (decisions: readonly BulkDecision[], given?: Proof) => {
      queue.current = { waiting: decisions, uncertain: new Set() };
      proof.current = given;
      setProgress({ state: 'sending', total: decisions.length, results: [] });
      return goOn();
    },
    [goOn],
  );
  const stop = useCallback(() => {
    wantsStop.current = true;
  }, []);
  return { progress, refusal, begin, goOn, stop };
}
