'use client';
import { useQuery } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { GroupView, MemberView } from '#lib/contracts/people.ts';
import { api } from '../api.ts';

/** Whom a gate may name: members by e-mail, groups by name. */
export function useReviewers(): { members: readonly MemberView[]; groups: readonly GroupView[] } {
  const members = useQuery({
    queryKey: ['people', 'members'],
    queryFn: ({ signal }) => api.get<ListOf<MemberView>>('/members', { query: { limit: 200 }, signal }),
  });
  const groups = useQuery({
    queryKey: ['people', 'groups'],
    queryFn: ({ signal }) => api.get<ListOf<GroupView>>('/groups', { query: { limit: 200 }, signal }),
  });
  return { members: members.data?.items ?? [], groups: groups.data?.items ?? [] };
}
