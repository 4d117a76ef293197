'use client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { ListOf } from '#lib/contracts/list.ts';
import type { LiveMessage } from '#lib/contracts/live.ts';
import type { RunEventView, RunView } from '#lib/contracts/run.ts';
import { api } from '../api.ts';
import { useLive } from '../live/live-provider.tsx';
import { concerns, type Touched, touch } from './touched.ts';

/** Reads asked for within this time become one, in ms: short enough to feel immediate, long enough for a burst. */
const gatherMs = 80;
/** The same for a run with a long list: its view costs the server more, and its events come without end. */
const gatherLongMs = 1000;
const longList = 500;

export const runKey = (id: string) => ['run', id] as const;

/**
 * One run, kept current: its events say that there is something to read, and it is read once per burst. What else the
 * page shows of the run (one step, a page of items) is read again only when an event touched it.
 */
export function useRun(id: string) {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const touched = useRef<Touched>({ all: false, steps: new Set() });
  const onChange = useCallback(
    (message: LiveMessage | null) => {
      if (message?.type === 'log') return;
      touch(touched.current, message);
      if (timer.current) return;
      const view = queries.getQueryData<RunView>([...runKey(id), 'view']);
      const long = view?.steps.some(({ items }) => items && items.count > longList);
      timer.current = setTimeout(
        () => {
          timer.current = null;
          const now = touched.current;
          touched.current = { all: false, steps: new Set() };
          void queries.invalidateQueries({
            queryKey: runKey(id),
            predicate: ({ queryKey }) => concerns(now, queryKey),
          });
        },
        long ? gatherLongMs : gatherMs,
      );
    },
    [queries, id],
  );
  useLive(`run:${id}`, onChange);
  return useQuery({
    queryKey: [...runKey(id), 'view'],
    queryFn: ({ signal }) => api.get<RunView>(`/runs/${encodeURIComponent(id)}`, { signal }),
    placeholderData: keepPreviousData,
    // What a child run does is no event of this one.
    refetchInterval: ({ state }) => (state.data && waitsForChild(state.data) ? 3000 : false),
  });
}

const waitsForChild = ({ steps }: RunView) => steps.some(({ child, status }) => child && status === 'waiting');

/** The run's events in order, page after page. */
export function useRunEvents(id: string) {
  return useInfiniteQuery({
    queryKey: [...runKey(id), 'events'],
    initialPageParam: '0',
    queryFn: ({ pageParam, signal }) =>
      api.get<ListOf<RunEventView>>(`/runs/${encodeURIComponent(id)}/events`, {
        query: { after: pageParam, limit: 500 },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  });
}
