'use client';
import { useQuery } from '@tanstack/react-query';
import type { ListOf } from '#lib/contracts/list.ts';
import type { LogHit } from '#lib/contracts/step-log.ts';
import { api } from '../api.ts';
import { runKey } from './use-run.ts';

/** A place of a text in a log: the `nth` (from 0) in its chunk. */
export type HitPlace = { chunk: number; nth: number };
/** More are not stepped through. */
const mostHits = 5000;

/** `upTo`: the last chunk known; `until`: the moment of the past at which the log ends (Unix ms). */
type Wanted = { step: string; attempt: number; text: string; upTo: number; until: number | null };

/** Where a text stands in a whole log, first to last; `more`: there are others behind them. */
export function useLogHits(run: string, { step, attempt, text, upTo, until }: Wanted) {
  const { data, isFetching } = useQuery<{ places: HitPlace[]; more: boolean }>({
    queryKey: [...runKey(run), 'log-hits', step, attempt, until, text, upTo],
    enabled: text !== '',
    placeholderData: (before, query) => (query?.queryKey.at(-2) === text ? before : undefined),
    queryFn: async ({ signal }) => {
      const { items, nextCursor } = await api.get<ListOf<LogHit>>(
        `/runs/${encodeURIComponent(run)}/steps/${encodeURIComponent(step)}/logs/hits`,
        { query: { attempt, text, ...(until !== null && { until: new Date(until).toISOString() }) }, signal },
      );
      const places = items.flatMap(({ chunk, hits }) =>
        Array.from({ length: Math.min(hits, mostHits) }, (_, nth): HitPlace => ({ chunk, nth })),
      );
      return { places: places.slice(0, mostHits), more: nextCursor !== null || places.length > mostHits };
    },
  });
  return { places: data?.places ?? [], more: data?.more ?? false, pending: isFetching && !data };
}
