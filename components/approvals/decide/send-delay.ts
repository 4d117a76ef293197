'use client';
import { useCallback, useSyncExternalStore } from 'react';

export const delaySeconds = 5;
const key = 'decisions are sent after a pause';
const changed = 'senddelaychange';

function onChange(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  return () => window.removeEventListener(changed, listener);
}

/** Whether this browser waits before it sends a decision, so that it can be undone; off unless somebody turned it on. */
export function useSendDelay(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(
    onChange,
    () => localStorage.getItem(key) === 'yes',
    () => false,
  );
  const set = useCallback((next: boolean) => {
    if (next) localStorage.setItem(key, 'yes');
    else localStorage.removeItem(key);
    window.dispatchEvent(new Event(changed));
  }, []);
  return [on, set];
}
