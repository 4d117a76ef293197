'use client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RerunPreview } from '#lib/contracts/rerun.ts';
import { api } from '../api.ts';
import type { StartedRun } from '../workflows/workflow-calls.ts';

/** What to run again. Without `from` everything; without `version` the run's own. */
export type RerunChoice = { from?: string[]; version?: 'latest' };

const path = (run: string) => `/runs/${encodeURIComponent(run)}/rerun`;

/** What a rerun would take over, run and ask. */
export function useRerunPreview(run: string, choice: RerunChoice | null) {
  return useQuery({
    queryKey: ['run-rerun', run, choice],
    enabled: choice !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.post<RerunPreview>(path(run), { ...choice, preview: true }, { signal }),
  });
}

export function useRerun(run: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: RerunChoice & { input?: Record<string, unknown>; reason?: string }) =>
      api.post<StartedRun>(path(run), given),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['runs'] }),
  });
}
