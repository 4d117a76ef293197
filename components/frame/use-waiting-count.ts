'use client';
import { useApprovalCounts } from '#lib/client/approvals/use-approval-counts.ts';

/** How many gates wait for the signed-in person; follows the workspace feed. */
export const useWaitingCount = (): number => useApprovalCounts()?.mine ?? 0;
