'use client';
import { useQuery } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunSummary, RunView } from '#lib/contracts/run.ts';
import type { LastValues } from '#lib/domain/expression/sight.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { api } from '../api.ts';

export type LastRun = { run: RunView; values: LastValues };

/** The newest run of a workflow, or the one of that id, and what it left; null when there is none yet. */
export function useLastRun(workflow: string, chosen: string | null) {
  return useQuery({
    queryKey: ['runs', 'last of', workflow, chosen],
    staleTime: 10_000,
    queryFn: async ({ signal }): Promise<LastRun | null> => {
      const id = chosen ?? (await newestRuns(workflow, 1, signal))[0]?.id;
      if (id === undefined) return null;
      const run = await api.get<RunView>(`/runs/${id}`, { signal });
      return { run, values: valuesOf(run) };
    },
    placeholderData: (before) => before,
  });
}

const mostOffered = 20;

/** The newest runs of a workflow, to choose from. */
export function useNewestRuns(workflow: string) {
  return useQuery({
    queryKey: ['runs', 'newest of', workflow],
    staleTime: 10_000,
    queryFn: ({ signal }) => newestRuns(workflow, mostOffered, signal),
  });
}

async function newestRuns(workflow: string, limit: number, signal: AbortSignal): Promise<RunSummary[]> {
  return (await api.get<ListOf<RunSummary>>('/runs', { query: { workflow, limit }, signal })).items;
}

/** Input and outputs of a run, without those too large to be shown whole. */
export function valuesOf({ input, steps }: Pick<RunView, 'input' | 'steps'>): LastValues {
  const given = isLarge(input) || typeof input !== 'object' || input === null ? {} : input;
  const outputs = steps.flatMap(({ id, output }) =>
    output === null || output === undefined || isLarge(output) ? [] : [[id, output as Json] as const],
  );
  return { input: given as JsonObject, outputs: Object.fromEntries(outputs) };
}

const isLarge = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'ref' in value && 'preview' in value && 'bytes' in value;
