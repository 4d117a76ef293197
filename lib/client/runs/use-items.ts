'use client';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { itemFilters, MapItemsView, MapItemView, RunStepDetail } from '#lib/contracts/run.ts';
import { api } from '../api.ts';
import { runKey } from './use-run.ts';

export type ItemFilter = (typeof itemFilters)[number];

const pageSize = 50;

/**
 * Items of a map as a list of which only the pages in sight are read. `from` and `to` are places in that list;
 * `at(place)` is the item there, undefined while it is being read.
 */
export function useItems(run: string, map: string, filter: ItemFilter, { from, to }: { from: number; to: number }) {
  const first = Math.floor(Math.max(0, from) / pageSize);
  const last = Math.floor(Math.max(0, to) / pageSize);
  const pages = useQueries({
    queries: Array.from({ length: last - first + 1 }, (_, index) => {
      const page = first + index;
      return {
        queryKey: [...runKey(run), 'items', map, filter, page],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          api.get<MapItemsView>(`/runs/${encodeURIComponent(run)}/steps/${encodeURIComponent(map)}/items`, {
            query: { status: filter, cursor: page * pageSize, limit: pageSize },
            signal,
          }),
      };
    }),
  });
  return {
    total: pages.find(({ data }) => data)?.data?.total ?? null,
    error: pages.find(({ error }) => error)?.error ?? null,
    at: (place: number): MapItemView | undefined =>
      pages[Math.floor(place / pageSize) - first]?.data?.items[place % pageSize],
  };
}

/** One item of a map. */
export function useItem(run: string, map: string, index: number) {
  return useQuery({
    queryKey: [...runKey(run), 'items', map, 'one', index],
    queryFn: async ({ signal }) => {
      const { items } = await api.get<MapItemsView>(
        `/runs/${encodeURIComponent(run)}/steps/${encodeURIComponent(map)}/items`,
        { query: { cursor: index, limit: 1 }, signal },
      );
      return items[0] ?? null;
    },
    placeholderData: keepPreviousData,
  });
}

/** One step with its attempts, also one of an item. Null: nothing is asked for. */
export function useRunStep(run: string, step: string | null) {
  return useQuery({
    queryKey: [...runKey(run), 'step', step],
    enabled: step !== null,
    queryFn: ({ signal }) =>
      api.get<RunStepDetail>(`/runs/${encodeURIComponent(run)}/steps/${encodeURIComponent(step ?? '')}`, { signal }),
  });
}
