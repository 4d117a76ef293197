'use client';
import { useQuery } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunLabel } from '#lib/contracts/run.ts';
import { api } from '../api.ts';

/** Labels that runs of the workspace have, most used first; none before `asked`. Runs come and go: these seldom change. */
export function useLabels(text: string, asked: boolean): readonly RunLabel[] {
  const { data } = useQuery({
    queryKey: ['run labels', text],
    queryFn: ({ signal }) => api.get<ListOf<RunLabel>>('/runs/labels', { query: { text, limit: 50 }, signal }),
    enabled: asked,
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
  return data?.items ?? [];
}
