'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { DelegationView } from '#lib/contracts/delegation.ts';
import type { ListOf } from '#lib/contracts/list.ts';

/** What goes on and what is planned, in the whole workspace. */
export const useDelegations = () =>
  useQuery({
    queryKey: ['people', '/delegations'],
    queryFn: ({ signal }) => api.get<ListOf<DelegationView>>('/delegations', { signal }),
  });
