'use client';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import type { Topic } from '#lib/contracts/live.ts';
import { LiveConnection, type LiveListener, type LiveState } from './connection.ts';

const Connection = createContext<LiveConnection | null>(null);

/** Opens the page's one connection; placed once, in the signed-in layout. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [connection] = useState(() =>
    typeof window === 'undefined' ? null : new LiveConnection(() => isSomebody(queries)),
  );
  useEffect(() => {
    connection?.open();
    return () => connection?.close();
  }, [connection]);
  return <Connection value={connection}>{children}</Connection>;
}

/**
 * Asks the server who looks at this page, until it answers. Like any read that finds nobody, this one leads to the
 * sign-in (QueryProvider).
 */
const isSomebody = (queries: QueryClient): Promise<boolean> =>
  queries
    .fetchQuery({
      queryKey: ['people', 'me'],
      queryFn: () => api.get('/me'),
      staleTime: 0,
      retry: (_, error) => {
        const { status } = ApiError.from(error);
        return status === 0 || status >= 500;
      },
      retryDelay: 2000,
    })
    .then(
      () => true,
      () => false,
    );

const nothingToWatch = () => () => undefined;

/** Whether what the page shows is current. */
export function useLiveState(): LiveState {
  const connection = useContext(Connection);
  return useSyncExternalStore<LiveState>(
    connection ? (watcher) => connection.watch(watcher) : nothingToWatch,
    () => connection?.state ?? 'catching up',
    () => 'catching up',
  );
}

/**
 * Calls `onChange` with every message of `topic`, and with `null` right after joining or rejoining: read then what may
 * have been missed. `topic` null listens to nothing. Keep `onChange` stable (useCallback), or the topic is rejoined.
 */
export function useLive(topic: Topic | null, onChange: LiveListener): void {
  const connection = useContext(Connection);
  useEffect(() => {
    if (!connection || !topic) return;
    return connection.listen(topic, onChange);
  }, [connection, topic, onChange]);
}
