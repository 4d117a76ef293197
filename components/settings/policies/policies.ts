'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { PolicyView } from '#lib/contracts/policy.ts';

/** Which workflows name a policy changes with the workflows. */
const key = ['workflows', '/policies'];

export const usePolicyList = () =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<ListOf<PolicyView>>('/policies', { signal }) });

/** A write after which the policies are read again. */
export function usePolicyWrite<Input>(write: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: write, onSuccess: () => queries.invalidateQueries({ queryKey: key }) });
}
