'use client';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type itemFilters, type MapItemsView, type MapItemView, mapItemsQuery } from '#lib/contracts/map-item.ts';
import type { RunStepDetail } from '#lib/contracts/run-step.ts';
import { itemViews, noItems, pageOfItems } from '#lib/contracts/run-view/item-views.ts';
import { stepDetail } from '#lib/contracts/run-view/step-detail.ts';
import { isRef } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { api } from '../api.ts';
import { useMoment } from './moment.tsx';
import { openRun } from './open-runs.ts';
import type { Moment } from './replay.ts';
import { runKey } from './use-run.ts';

export type ItemFilter = (typeof itemFilters)[number];

type Query = { status?: ItemFilter; cursor: number; limit: number };

const pageSize = 50;

/** A page of items as the API gives it. */
const pageOf = (run: string, map: string, query: Query) => ({
  queryKey: [...runKey(run), 'items', map, query],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<MapItemsView>(`/runs/${encodeURIComponent(run)}/steps/${encodeURIComponent(map)}/items`, { query, signal }),
});

/** The same as it was at a moment. */
function itemsAt({ state, facts }: Moment, map: string, asked: Query): MapItemsView {
  const query = mapItemsQuery.parse(asked);
  const page = pageOfItems(state, map, query);
  if (!page) return noItems;
  const list = state.steps.get(map)!.params;
  const over = list === null || isRef(list) ? [] : ((list.v as { over?: Json[] }).over ?? []);
  return itemViews(state, { map, page, cursor: query.cursor, over }, facts);
}

/**
 * Items of a map as a list of which only the pages in sight are read. `from` and `to` are places in that list;
 * `at(place)` is the item there, undefined while it is being read.
 */
export function useItems(run: string, map: string, filter: ItemFilter, { from, to }: { from: number; to: number }) {
  const moment = useMoment();
  const first = Math.floor(Math.max(0, from) / pageSize);
  const last = Math.floor(Math.max(0, to) / pageSize);
  const wanted = Array.from({ length: last - first + 1 }, (_, index) => ({
    status: filter,
    cursor: (first + index) * pageSize,
    limit: pageSize,
  }));
  const read = useQueries({ queries: moment ? [] : wanted.map((query) => pageOf(run, map, query)) });
  const pages = moment ? wanted.map((query) => ({ data: itemsAt(moment, map, query), error: null })) : read;
  return {
    total: pages.find(({ data }) => data)?.data?.total ?? null,
    error: pages.find(({ error }) => error)?.error ?? null,
    at: (place: number): MapItemView | undefined =>
      pages[Math.floor(place / pageSize) - first]?.data?.items[place % pageSize],
  };
}

/** One item of a map. */
export function useItem(run: string, map: string, index: number) {
  const moment = useMoment();
  const query = { cursor: index, limit: 1 };
  const page = useQuery({ ...pageOf(run, map, query), enabled: !moment, placeholderData: keepPreviousData });
  const items = (moment ? itemsAt(moment, map, query) : page.data)?.items;
  return { data: items?.[0] ?? null };
}

/** One step with its attempts, also one of an item. Null: nothing is asked for. */
export function useRunStep(run: string, step: string | null) {
  const moment = useMoment();
  const past = useMemo(() => (moment && step !== null ? detailAt(run, moment, step) : null), [run, moment, step]);
  const present = useQuery({
    queryKey: [...runKey(run), 'step', step],
    enabled: step !== null && moment === null,
    queryFn: ({ signal }) =>
      api.get<RunStepDetail>(`/runs/${encodeURIComponent(run)}/steps/${encodeURIComponent(step ?? '')}`, { signal }),
  });
  return moment ? { data: past, isPending: false } : { data: present.data, isPending: present.isPending };
}

function detailAt(run: string, { state, seq, facts }: Moment, step: string): RunStepDetail | null {
  if (!state.steps.has(step)) return null;
  const events = openRun(run)
    .history.events.slice(0, seq)
    .filter(({ type, data }) =>
      type === 'steps.reset' ? data.steps.includes(step) : 'step' in data && data.step === step,
    );
  return { ...stepDetail(state, { step, events }, facts), may: { retry: false, skip: false } };
}
