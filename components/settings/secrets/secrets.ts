'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { SecretView } from '#lib/contracts/secret.ts';

/** How a step names it. */
export const referenceOf = (name: string) => `{{ secrets.${name} }}`;

export const useSecrets = () =>
  useQuery({
    queryKey: ['secrets'],
    queryFn: ({ signal }) => api.get<ListOf<SecretView>>('/secrets', { signal }),
  });

/** A write after which the secrets are read again. What is sent is kept nowhere on the page. */
export function useSecretWrite<Input, Answer>(write: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['secrets'] }),
  });
}
