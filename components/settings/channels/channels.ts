'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/client/api.ts';
import type { ChannelView, DeliveryView } from '#lib/contracts/channel.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { NoticeAbout } from '#lib/domain/gate/notice.ts';

/** When a channel is told something by itself, in the order in which it happens to a gate. */
export const occasions: Record<NoticeAbout, { when: string; short: string }> = {
  opened: { when: 'A gate opens', short: 'opened' },
  changed: { when: 'What it shows was edited, and it asks again', short: 'edited' },
  reminded: { when: 'It still waits, and reminds', short: 'reminders' },
  escalated: { when: 'It is escalated', short: 'escalated' },
  reassigned: { when: 'It is given to others', short: 'given on' },
  closed: { when: 'It is decided', short: 'decided' },
};

export const useChannels = () =>
  useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => api.get<ListOf<ChannelView>>('/channels', { signal }),
  });

/** The last sends through one; read again while somebody looks. */
export const useDeliveries = (id: string, looking: boolean) =>
  useQuery({
    queryKey: ['channels', id, 'deliveries'],
    queryFn: ({ signal }) => api.get<ListOf<DeliveryView>>(`/channels/${id}/deliveries`, { signal }),
    enabled: looking,
    refetchInterval: 5000,
  });

/** A write after which the channels are read again. An address that is sent is kept nowhere on the page. */
export function useChannelWrite<Input, Answer>(write: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  });
}
