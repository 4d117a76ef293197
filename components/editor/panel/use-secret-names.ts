import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '#lib/client/api.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { ListOf } from '#lib/contracts/list.ts';
import type { SecretView } from '#lib/contracts/secret.ts';

/** Names of the workspace's secrets; none while nobody needs them, or for somebody who may not know them. */
export function useSecretNames(needed: boolean): readonly string[] {
  const may = useMay('secret.read');
  const { data } = useQuery({
    queryKey: ['secrets'],
    enabled: needed && may,
    staleTime: 10_000,
    queryFn: ({ signal }) => api.get<ListOf<SecretView>>('/secrets', { signal }),
  });
  return useMemo(() => data?.items.map(({ name }) => name) ?? [], [data]);
}
