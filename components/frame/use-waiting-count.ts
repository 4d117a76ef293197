'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import type { ListOf } from '#lib/contracts/list.ts';

const most = 100;

/** How many gates wait for the signed-in person, at most 100; follows the workspace feed. */
export function useWaitingCount(): number {
  const { data } = useQuery({
    queryKey: ['approvals', 'mine', 'count'],
    queryFn: ({ signal }) =>
      api.get<ListOf<ApprovalSummary>>('/approvals', { query: { mine: 1, status: 'open', limit: most }, signal }),
    select: (list) => list.items.length,
    staleTime: 60_000,
  });
  return data ?? 0;
}
