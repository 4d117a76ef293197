'use client';
import { useEffect, useState } from 'react';
import { useViewer } from '#lib/client/viewer.tsx';
import { lookText, nextLook, readLook } from './last-look.ts';

/** When this member last looked at home in this browser, before this visit. Unix ms; null until known, and the first time. */
export function useLastLook(): number | null {
  const { member } = useViewer();
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    const key = `home:${member.id}`;
    const look = () => {
      if (document.visibilityState === 'hidden') return;
      try {
        const next = nextLook(readLook(localStorage.getItem(key)), Date.now());
        localStorage.setItem(key, lookText(next));
        setSince(next.since);
      } catch {
        // A browser that keeps nothing marks nothing as new.
      }
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [member.id]);
  return since;
}
