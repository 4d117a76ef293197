'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import type { BlockedGate } from '#lib/contracts/gate-warning.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { AuditEntryView } from '#lib/contracts/record.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import type { WorkflowSummary } from '#lib/contracts/workflow.ts';
import type { RunStatus } from '#lib/domain/run/status.ts';

/** Gates that wait for the signed-in person, the most urgent first. */
export const useWaitingForMe = () =>
  useQuery({
    queryKey: ['approvals', 'mine', 'home'],
    queryFn: ({ signal }) =>
      api.get<ListOf<ApprovalSummary>>('/approvals', {
        query: { mine: 1, status: 'open', sort: 'due', limit: 8 },
        signal,
      }),
  });

/** Open gates past their due time, whoever they wait for. */
export const useLateGates = () =>
  useQuery({
    queryKey: ['approvals', 'late', 'home'],
    refetchInterval: minute,
    queryFn: ({ signal }) =>
      api.get<ListOf<ApprovalSummary>>('/approvals', { query: { due: 'late', sort: 'due', limit: 8 }, signal }),
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

/** Runs that take longer than they usually do. */
export const useSlowRuns = () =>
  useQuery({
    queryKey: ['runs', 'slow', 'home'],
    // Becoming slow is no news that anybody sends.
    refetchInterval: minute,
    queryFn: ({ signal }) => api.get<ListOf<RunSummary>>('/runs', { query: { slow: 1, limit: 8 }, signal }),
  });

/** What was done last. */
export const useRecentRecord = (allowed: boolean) =>
  useQuery({
    queryKey: ['record', 'home'],
    enabled: allowed,
    queryFn: ({ signal }) => api.get<ListOf<AuditEntryView>>('/audit', { query: { limit: 6 }, signal }),
  });

/** One workflow, to know whether there is any. */
export const useAnyWorkflow = () =>
  useQuery({
    queryKey: ['workflows', 'home'],
    queryFn: ({ signal }) => api.get<ListOf<WorkflowSummary>>('/workflows', { query: { limit: 1 }, signal }),
  });

const minute = 60_000;
