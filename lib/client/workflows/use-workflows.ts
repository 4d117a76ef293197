'use client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { WorkflowSummary, WorkflowView } from '#lib/contracts/workflow.ts';
import { api } from '../api.ts';

export type WorkflowFilter = { text: string; archived: boolean };

/** The workspace's workflows, page after page. */
export function useWorkflows({ text, archived }: WorkflowFilter) {
  return useInfiniteQuery({
    queryKey: ['workflows', 'list', text, archived],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<ListOf<WorkflowSummary>>('/workflows', {
        query: { text, archived: archived || undefined, cursor: pageParam, limit: 100 },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}

/** One workflow (by id or slug) with its draft. */
export function useWorkflow(id: string, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['workflows', 'one', id],
    queryFn: ({ signal }) => api.get<WorkflowView>(`/workflows/${encodeURIComponent(id)}`, { signal }),
  });
}

/** A write on workflows; lists and pages that show them are read again afterwards. */
export function useWorkflowWrite<In, Out>(write: (given: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['workflows'] }),
  });
}
