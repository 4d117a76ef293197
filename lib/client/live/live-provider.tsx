'use client';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { Topic } from '#lib/contracts/live.ts';
import { LiveConnection, type LiveListener, type LiveState } from './connection.ts';

const Connection = createContext<LiveConnection | null>(null);

/** Opens the page's one connection; placed once, in the signed-in layout. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [connection] = useState(() => (typeof window === 'undefined' ? null : new LiveConnection()));
  useEffect(() => {
    connection?.open();
    return () => connection?.close();
  }, [connection]);
  return <Connection value={connection}>{children}</Connection>;
}

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
