'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { PolicyView } from '#lib/contracts/policy.ts';

export const usePolicyList = () =>
  useQuery({
    queryKey: ['people', '/policies'],
    queryFn: ({ signal }) => api.get<ListOf<PolicyView>>('/policies', { signal }),
  });
