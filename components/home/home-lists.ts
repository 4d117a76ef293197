'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import type { BlockedGate } from '#lib/contracts/gate-warning.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import type { WorkflowSummary } from '#lib/contracts/workflow.ts';
import type { RunStatus } from '#lib/domain/run/status.ts';

/** Gates that wait for the signed-in person. */
export const useWaitingForMe = () =>
  useQuery({
    queryKey: ['approvals', 'mine', 'home'],
    queryFn: ({ signal }) =>
      api.get<ListOf<ApprovalSummary>>('/approvals', { query: { mine: 1, status: 'open', limit: 20 }, signal }),
  });

/** Open gates that nobody who is there may let pass. */
export const useBlockedGates = () =>
  useQuery({
    queryKey: ['approvals', 'blocked'],
    queryFn: ({ signal }) => api.get<ListOf<BlockedGate>>('/gates/blocked', { signal }),
  });

/** Runs with one of the statuses, newest first. */
export const useRunsWith = (statuses: readonly RunStatus[], limit: number) =>
  useQuery({
    queryKey: ['runs', 'home', statuses, limit],
    queryFn: ({ signal }) =>
      api.get<ListOf<RunSummary>>('/runs', { query: { status: statuses.join(','), limit }, signal }),
  });

/** One workflow, to know whether there is any. */
export const useAnyWorkflow = () =>
  useQuery({
    queryKey: ['workflows', 'home'],
    queryFn: ({ signal }) => api.get<ListOf<WorkflowSummary>>('/workflows', { query: { limit: 1 }, signal }),
  });
