'use client';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { AuditEntryView, VerificationView } from '#lib/contracts/record.ts';
import { api } from '../api.ts';

/** As the address holds it; empty text: no filter. Times are dates (2030-01-31). */
export type RecordFilter = { text: string; action: string; actor: string; runId: string; from: string; to: string };

/** The record's entries, newest first, page after page. */
export function useRecord(filter: RecordFilter) {
  return useInfiniteQuery({
    queryKey: ['record', 'list', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<ListOf<AuditEntryView>>('/audit', { query: { ...filter, cursor: pageParam, limit: 100 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}

/** Recomputes every hash of the chain on the server. */
export function useVerify() {
  return useMutation({ mutationFn: () => api.get<VerificationView>('/audit/verify') });
}
