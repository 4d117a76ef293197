'use client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApprovalSummary, ApprovalView, DecisionRequest } from '#lib/contracts/approval.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import { api } from '../api.ts';

export const inboxTabs = {
  mine: { label: 'For me', query: { mine: 1, status: 'open' } },
  open: { label: 'All open', query: { status: 'open' } },
  closed: { label: 'Decided', query: { status: 'closed' } },
} as const;
export type InboxTab = keyof typeof inboxTabs;

/** Gates of one tab of the inbox, newest first; the workspace feed keeps them current. */
export function useApprovals(tab: InboxTab, runId?: string) {
  return useInfiniteQuery({
    queryKey: ['approvals', 'list', tab, runId ?? ''],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<ListOf<ApprovalSummary>>('/approvals', {
        query: { ...inboxTabs[tab].query, runId, cursor: pageParam, limit: 100 },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}

const one = (id: string) => ['approvals', 'one', id] as const;

/** One gate with everything a reviewer is shown, and its digest. */
export function useApproval(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: ({ signal }) => api.get<ApprovalView>(`/approvals/${encodeURIComponent(id)}`, { signal }),
  });
}

/** Sends a decision; whatever comes of it, the gate is read again. */
export function useDecide(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: DecisionRequest) =>
      api.post<{ closed: boolean }>(`/approvals/${encodeURIComponent(id)}/decisions`, decision),
    // Not waited for: who decided goes on to the next case while this one is read.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['approvals'] });
    },
  });
}

export function useComment(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => api.post(`/approvals/${encodeURIComponent(id)}/comments`, { text }),
    onSuccess: () => queries.invalidateQueries({ queryKey: one(id) }),
  });
}
