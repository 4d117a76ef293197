'use client';
import { useQuery } from '@tanstack/react-query';
import type { ApprovalCounts } from '#lib/contracts/approval.ts';
import { api } from '../api.ts';

/** How many open gates there are for the signed-in person; follows the workspace feed. */
export function useApprovalCounts(): ApprovalCounts | undefined {
  const { data } = useQuery({
    queryKey: ['approvals', 'count'],
    queryFn: ({ signal }) => api.get<ApprovalCounts>('/approvals/count', { signal }),
    staleTime: 60_000,
  });
  return data;
}
