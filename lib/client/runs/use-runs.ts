'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import { api } from '../api.ts';

/** As the address holds it; empty text: no filter. `status` may name several, separated by commas. */
export type RunFilter = { status: string; workflow: string; startedBy: string; text: string; from: string; to: string };

/** The workspace's runs, newest first, page after page. */
export function useRuns(filter: Partial<RunFilter>, limit = 100) {
  return useInfiniteQuery({
    queryKey: ['runs', 'list', filter, limit],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<ListOf<RunSummary>>('/runs', { query: { ...filter, cursor: pageParam, limit }, signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}
