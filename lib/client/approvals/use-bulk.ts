'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { z } from 'zod';
import type { ApprovalView, BulkPreview, bulkDecisionResult, proofRequest } from '#lib/contracts/approval.ts';
import { api } from '../api.ts';
import type { Told } from '../bulk/send-calls.ts';
import { useBulkSending } from '../bulk/use-bulk-sending.ts';
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
type Queue = { decisions: BulkQueue; proof?: Proof };

/** One decision for many gates, in calls of at most a hundred; stopped, or cut off, it goes on where it was. */
export function useBulk() {
  const queries = useQueryClient();
  const { member } = useViewer();
  const isOwn = useCallback(
    async (id: string) => {
      const { closed, votes } = await api.get<ApprovalView>(`/approvals/${encodeURIComponent(id)}`);
      return closed?.by.id === member.id || votes.some((vote) => !vote.void && vote.actor.id === member.id);
    },
    [member.id],
  );
  const send = useCallback(
    async ({ decisions, proof }: Queue, told: Told<BulkResult>) => {
      try {
        const sent = await sendInChunks(decisions, {
          ...told,
          send: async (part) => {
            const body = { decisions: part, ...(proof && { proof }) };
            return (await api.post<z.infer<typeof bulkDecisionResult>>('/approvals/bulk', body)).results;
          },
          isOwn,
        });
        return { ...sent, left: { decisions: sent.left, proof } };
      } finally {
        void queries.invalidateQueries({ queryKey: ['approvals'] });
      }
    },
    [isOwn, queries],
  );
  const { begin: beginQueue, goOn: goOnWith, ...sending } = useBulkSending(send);
  const begin = useCallback(
    (decisions: readonly BulkDecision[], proof?: Proof) =>
      beginQueue({ decisions: { waiting: decisions, uncertain: new Set() }, proof }, decisions.length),
    [beginQueue],
  );
  /** With another proof for what is left: a code of a second factor serves for one call. */
  const goOn = useCallback(
    (proof?: Proof) => goOnWith((left) => (proof === undefined ? left : { ...left, proof })),
    [goOnWith],
  );
  return { ...sending, begin, goOn };
}
