'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { IdentityList } from '#lib/contracts/coming-in.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { GroupView, InvitationView, KeyView, MemberView, SessionView } from '#lib/contracts/people.ts';
import type { SecondFactorState } from '#lib/contracts/second-factor.ts';

function usePeople<Item>(path: string, enabled = true) {
  return useQuery({
    queryKey: ['people', path],
    queryFn: ({ signal }) => api.get<ListOf<Item>>(path, { signal }),
    enabled,
  });
}

/** Up to 200 members: beyond that the page would need a search, which the API does not offer. */
export const useMembers = () =>
  useQuery({
    queryKey: ['people', '/members'],
    queryFn: ({ signal }) => api.get<ListOf<MemberView>>('/members', { query: { limit: 200 }, signal }),
  });
export const useGroups = () => usePeople<GroupView>('/groups');
export const useInvitations = (enabled: boolean) => usePeople<InvitationView>('/invitations', enabled);
export const useKeys = () => usePeople<KeyView>('/keys');
export const useSessions = () => usePeople<SessionView>('/sessions');
export const useIdentities = () =>
  useQuery({
    queryKey: ['people', '/me/identities'],
    queryFn: ({ signal }) => api.get<IdentityList>('/me/identities', { signal }),
  });
export const useSecondFactor = () =>
  useQuery({
    queryKey: ['people', '/me/second-factor'],
    queryFn: ({ signal }) => api.get<SecondFactorState>('/me/second-factor', { signal }),
  });

/** A write after which everything about people is read again. */
export function usePeopleWrite<Input, Answer>(write: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
}
