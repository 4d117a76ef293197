'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { Bell } from '#lib/contracts/bell.ts';

// It begins with the feed's word: what happens to gates rings it.
const key = ['approvals', 'bell'];

/** What the bell tells; follows the workspace feed. */
export const useBell = () =>
  useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<Bell>('/me/bell', { signal }),
    staleTime: 60_000,
  });

/** Notes that everything up to the newest was looked at. Marked on the page when the bell is next opened, not under the eyes. */
export function useBellSeen() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (upTo: string) => api.post('/me/bell/seen', { upTo }),
    onSuccess: () => queries.setQueryData<Bell>(key, (bell) => bell && { ...bell, unseen: 0 }),
  });
}
