'use client';
import { useQuery } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { StepKindView } from '#lib/contracts/workflow.ts';
import { api } from '../api.ts';

export type StepKinds = Readonly<Record<string, StepKindView>>;

const none: StepKinds = {};

/** Every step kind of this server by name. They change only when the server does. */
export function useStepKinds(): { kinds: StepKinds; isPending: boolean; error: Error | null } {
  const { data, isPending, error } = useQuery({
    queryKey: ['step-kinds'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const { items } = await api.get<ListOf<StepKindView>>('/step-kinds', { signal });
      return Object.fromEntries(items.map((kind) => [kind.kind, kind])) as StepKinds;
    },
  });
  return { kinds: data ?? none, isPending, error };
}
