'use client';
import { type InfiniteData, type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import type {
  ApprovalListItem,
  ApprovalSummary,
  ApprovalView,
  DecisionRequest,
  gateCommentRequest,
  reassignRequest,
} from '#lib/contracts/approval.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import { api } from '../api.ts';
import { ApiError } from '../api-error.ts';

const one = (id: string) => ['approvals', 'one', id] as const;
const address = (id: string) => `/approvals/${encodeURIComponent(id)}`;

const reading = (id: string) => ({
  queryKey: one(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<ApprovalView>(address(id), { signal }),
});

/** One gate with everything a reviewer is shown, and its digest. */
export const useApproval = (id: string) => useQuery(reading(id));

/** Reads what is likely looked at next, so that it is there at once. */
export function useReadAhead(id: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (id !== undefined) void queries.prefetchQuery(reading(id));
  }, [queries, id]);
}

/** Sends a decision; whatever comes of it, the gate is read again. One refused as stale or closed brings what is true now. */
export function useDecide(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: DecisionRequest) =>
      api.post<{ gate: ApprovalSummary; closed: boolean }>(`${address(id)}/decisions`, decision),
    onSuccess: ({ gate }) => showInLists(queries, gate),
    onError: (error) => {
      const now = gateIn(error);
      if (now?.id === id) queries.setQueryData(one(id), now);
    },
    // Not waited for: who decided goes on to the next case while this one is read.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['approvals'] });
    },
  });
}

function gateIn(error: unknown): ApprovalView | null {
  const { body } = ApiError.from(error);
  const gate = typeof body === 'object' && body !== null && 'gate' in body ? body.gate : null;
  return typeof gate === 'object' && gate !== null && 'digest' in gate ? (gate as ApprovalView) : null;
}

/** Puts a gate's new state where lists show it; whether it still belongs there is seen when they are read again. */
function showInLists(queries: QueryClient, gate: ApprovalSummary): void {
  queries.setQueriesData<InfiniteData<ListOf<ApprovalListItem>>>({ queryKey: ['inbox'] }, (list) =>
    list?.pages.some((page) => page.items.some(({ id }) => id === gate.id))
      ? {
          ...list,
          pages: list.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (item.id === gate.id ? { ...item, ...gate } : item)),
          })),
        }
      : list,
  );
}

/** A change of one gate that is no decision; the gate is read again before it counts as done. */
function useGateCall<T>(id: string, call: (given: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => queries.invalidateQueries({ queryKey: one(id) }),
  });
}

/** A comment, a question to a member, or the answer to one. */
export const useComment = (id: string) =>
  useGateCall(id, (said: z.input<typeof gateCommentRequest>) => api.post(`${address(id)}/comments`, said));

/** Says that one is looking at it (true), or takes that back. */
export const useClaim = (id: string) =>
  useGateCall(id, (claimed: boolean) =>
    claimed ? api.post(`${address(id)}/claim`) : api.delete(`${address(id)}/claim`),
  );

/** Lets others decide it: groups by name, members by e-mail. */
export const useReassign = (id: string) =>
  useGateCall(id, (given: z.input<typeof reassignRequest>) => api.post(`${address(id)}/reassign`, given));
