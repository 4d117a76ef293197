'use client';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { validation } from '#lib/contracts/workflow.ts';
import { api } from '../api.ts';

/** How a spec of this workflow would unfold, with what its steps usually take. */
export function usePlan(workflow: string, spec: unknown) {
  return useQuery({
    queryKey: ['workflows', 'plan', workflow, spec],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await api.post<z.infer<typeof validation>>('/validate', { spec, workflow }, { signal })).plan,
  });
}
