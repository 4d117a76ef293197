'use client';
import { useCallback, useMemo } from 'react';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import { api } from '../api.ts';
import { mostPicked } from '../lists/selection.ts';
import { useLongList } from '../lists/use-long-list.ts';

/** What the address of the list holds. */
export const runParameters = ['status', 'workflow', 'startedBy', 'waitingFor', 'label', 'text', 'from', 'to'] as const;
/** Empty text: no filter. `status` and `label` may name several, separated by commas; `to` is a day that is still in. */
export type RunFilter = Record<(typeof runParameters)[number], string>;

/** Labels as the address holds them, each once. */
export const listedLabels = (labels: readonly string[]): string => [...new Set(labels)].join(',');

/** A filter as the API takes it: days begin and end where the browser is. */
export function runQuery({ from, to, ...filter }: RunFilter): Record<string, string> {
  return { ...filter, from: startOfDay(from, 0), to: startOfDay(to, 1) };
}

/** `2030-01-31` → when that day, or so many days later, begins here; empty for what is no day. */
function startOfDay(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const at = new Date(year ?? Number.NaN, (month ?? Number.NaN) - 1, (date ?? Number.NaN) + later);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** The workspace's runs, newest first, page after page, live. */
export function useRuns(filter: RunFilter) {
  const query = useMemo(() => runQuery(filter), [filter]);
  const list = useLongList<RunSummary>({ name: 'run list', path: '/runs', query, about: 'runs', gatherMs: 300 });
  /** The first runs that fit, as many as one call changes: also those that were not read yet. */
  const readMatching = useCallback(async () => {
    const found: RunSummary[] = [];
    for (let cursor: string | null = ''; cursor !== null && found.length < mostPicked; ) {
      const page: ListOf<RunSummary> = await api.get('/runs', { query: { ...query, cursor, limit: 200 } });
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found.slice(0, mostPicked);
  }, [query]);
  return { ...list, readMatching };
}
