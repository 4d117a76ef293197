'use client';
import { useQuery } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { PolicyView } from '#lib/contracts/policy.ts';
import { api } from '../api.ts';

/** What the workspace demands of its gates; undefined until it is known, and for those who may not read it. */
export function usePolicies(): readonly PolicyView[] | undefined {
  const { data } = useQuery({
    queryKey: ['people', 'policies', 'all'],
    queryFn: ({ signal }) => api.get<ListOf<PolicyView>>('/policies', { query: { limit: 200 }, signal }),
  });
  return data?.items;
}
