'use client';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ListOf } from '#lib/contracts/list.ts';
import type { Changed, LiveMessage } from '#lib/contracts/live.ts';
import { api, type Query } from '../api.ts';
import { useLive } from '../live/live-provider.tsx';
import { freshPage, itemsOf } from './fresh-page.ts';

const pageSize = 100;
/** Page reads leave room for what came in since. */
const freshSize = 200;
/** Lists of so many pages are read again as a whole. */
const wholeUpTo = 2;

type Pages<T> = InfiniteData<ListOf<T>, string | null>;

/**
 * A list that may be thousands long, page after page, live. Its key is not the feed's word: then the news of one row
 * would read all of it again from its beginning; here they read the first page and what is in sight. `gatherMs`: news
 * within this time become one read.
 */
export function useLongList<T extends { id: string }>({
  name,
  path,
  query,
  about,
  gatherMs,
}: {
  /** Its key: no word of the feed. */
  name: string;
  path: string;
  /** A new object asks anew. */
  query: Query;
  about: Changed;
  gatherMs: number;
}) {
  const queries = useQueryClient();
  const key = useMemo(() => [name, query] as const, [name, query]);
  const sight = useRef({ from: 0, to: 0 });
  const list = useInfiniteQuery({
    queryKey: key,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<ListOf<T>>(path, { query: { ...query, cursor: pageParam, limit: pageSize }, signal }),
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });

  const refresh = useCallback(async () => {
    const data = queries.getQueryData<Pages<T>>(key);
    if (!data || data.pages.length <= wholeUpTo) return queries.invalidateQueries({ queryKey: key });
    const { from, to } = sight.current;
    const first = Math.floor(from / pageSize);
    const last = Math.min(Math.floor(to / pageSize), data.pages.length - 1);
    for (const at of new Set([0, ...range(first, last)])) {
      const cursor = data.pageParams[at] ?? null;
      const read = await api.get<ListOf<T>>(path, { query: { ...query, cursor, limit: freshSize } });
      let meets = true;
      queries.setQueryData<Pages<T>>(key, (now) => {
        if (!now || (now.pageParams[at] ?? null) !== cursor || !now.pages[at]) return now;
        const fresh = freshPage(read, now.pages[at + 1]);
        meets = fresh !== null;
        return fresh ? { ...now, pages: now.pages.with(at, fresh) } : now;
      });
      if (!meets) return queries.resetQueries({ queryKey: key });
    }
  }, [queries, key, path, query]);

  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(refresh);
  latest.current = refresh;
  const onChange = useCallback(
    (message: LiveMessage | null) => {
      if (message?.type === 'changed' && !message.what.includes(about)) return;
      timer.current ??= setTimeout(() => {
        timer.current = null;
        // What could not be read now is read with the next news; the list on the page stays true to its last read.
        latest.current().catch(() => undefined);
      }, gatherMs);
    },
    [about, gatherMs],
  );
  useLive('workspace', onChange);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  // A list that was left and is shown again may have missed news.
  useEffect(() => {
    if (queries.getQueryData(key)) onChange(null);
  }, [queries, key, onChange]);

  const items = useMemo(() => itemsOf(list.data?.pages), [list.data]);
  const onSight = useCallback((from: number, to: number) => {
    sight.current = { from, to };
  }, []);
  return { list, items, onSight };
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
