'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useLive } from '../live/live-provider.tsx';
import { holdRun, runOf } from './open-runs.ts';
import { nothingMoved } from './step-views.ts';

/** Reads made old within this time are made again together, in ms; for long lists less often, as those cost more. */
const gatherMs = 150;
const gatherLongMs = 1000;
const longList = 500;

export const runKey = (id: string) => ['run', id] as const;

/** One run, kept current by its events for as long as somebody shows it. */
export function useRun(id: string) {
  const run = useMemo(() => runOf(id), [id]);
  useEffect(() => holdRun(id), [id]);
  useLive(`run:${id}`, run.onMessage);
  useEffect(() => {
    // A device that slept may still believe that it is connected.
    const look = () => document.visibilityState === 'visible' && run.catchUp();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', look);
    };
  }, [run]);
  const data = useSyncExternalStore(
    run.watch,
    () => run.view,
    () => null,
  );
  const error = useSyncExternalStore(
    run.watch,
    () => run.error,
    () => null,
  );
  return { data, error: data ? null : error, retry: run.catchUp };
}

/** Makes old what else the page has read of a run (one step, a page of items), as far as events moved it. */
export function useFreshReads(id: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const run = runOf(id);
    let gathered = nothingMoved();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = () => {
      const { all, steps } = gathered;
      timer = null;
      gathered = nothingMoved();
      void queries.invalidateQueries({
        queryKey: runKey(id),
        predicate: ({ queryKey: [, , , step] }) => all || typeof step !== 'string' || steps.has(step),
      });
    };
    const end = run.watch((moved) => {
      if (!moved.all && moved.steps.size === 0) return;
      gathered.all ||= moved.all;
      for (const step of moved.steps) gathered.steps.add(step);
      const long = run.view?.steps.some(({ items }) => items && items.count > longList);
      timer ??= setTimeout(read, long ? gatherLongMs : gatherMs);
    });
    return () => {
      end();
      if (timer) clearTimeout(timer);
    };
  }, [id, queries]);
}
