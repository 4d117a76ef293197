'use client';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { RunView } from '#lib/contracts/run.ts';
import type { validation } from '#lib/contracts/workflow.ts';
import type { Durations } from '#lib/domain/workflow/plan.ts';
import { api } from '../api.ts';

const none: Durations = {};

/** How long the steps of a run take else, in ms by id; those without a history are missing. A run's copy of its workflow never changes. */
export function useUsual({ id, workflowId, spec }: Pick<RunView, 'id' | 'workflowId' | 'spec'>): Durations {
  const { data } = useQuery({
    queryKey: ['usual', id],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await api.post<z.infer<typeof validation>>('/validate', { spec, workflow: workflowId }, { signal })).plan
        ?.durations ?? none,
  });
  return data ?? none;
}
