'use client';
import { useSyncExternalStore } from 'react';

const query = '(min-width: 768px)';

function onChange(listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}

/** Whether there is room for a panel beside the list. */
export const useWide = () =>
  useSyncExternalStore(
    onChange,
    () => matchMedia(query).matches,
    () => true,
  );
