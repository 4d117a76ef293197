'use client';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { useMoment } from './moment.tsx';
import { openRun } from './open-runs.ts';

/** A run's events in order, followed while it goes on; up to the moment that is looked at. */
export function useRunEvents(id: string) {
  const { history, watchers } = useMemo(() => openRun(id), [id]);
  const moment = useMoment();
  const [state, setState] = useState<{ pending: boolean; error: Error | null }>({ pending: true, error: null });
  const load = useCallback(() => {
    history.load().then(
      () => setState({ pending: false, error: null }),
      (error: Error) => setState({ pending: false, error }),
    );
  }, [history]);
  useEffect(load, [load]);
  const count = useSyncExternalStore(
    useCallback(
      (watcher) => {
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
      [watchers],
    ),
    () => history.events.length,
    () => 0,
  );
  const upTo = Math.min(count, moment?.seq ?? count);
  const events = useMemo<readonly RunEvent[]>(() => history.events.slice(0, upTo), [history, upTo]);
  return { events, ...state, retry: load };
}
