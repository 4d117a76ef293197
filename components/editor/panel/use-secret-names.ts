import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '#lib/client/api.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { ListOf } from '#lib/contracts/list.ts';
import type { SecretView } from '#lib/contracts/secret.ts';

/** `barred`: whoever asks may not know them. */
export type SecretNames = {
  names: readonly string[];
  are: 'known' | 'coming' | 'failed' | 'barred';
  again: () => void;
};

/** Names of the workspace's secrets; they are read once somebody needs them. */
export function useSecretNames(needed: boolean): SecretNames {
  const may = useMay('secret.read');
  const { data, isError, refetch } = useQuery({
    queryKey: ['secrets'],
    enabled: needed && may,
    staleTime: 10_000,
    queryFn: ({ signal }) => api.get<ListOf<SecretView>>('/secrets', { signal }),
  });
  return useMemo(
    () => ({
      names: data?.items.map(({ name }) => name) ?? [],
      are: data ? 'known' : !may ? 'barred' : isError ? 'failed' : 'coming',
      again: () => void refetch(),
    }),
    [data, may, isError, refetch],
  );
}
