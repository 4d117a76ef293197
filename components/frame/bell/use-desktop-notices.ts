'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { newlyAsking } from '#lib/client/bell/told.ts';
import type { BellItem } from '#lib/contracts/bell.ts';
import { bellWords } from './bell-words.ts';

export type Permission = NotificationPermission | 'none';

const stillHere = () => (typeof Notification === 'undefined' ? 'none' : Notification.permission);
const changes = new EventTarget();
const watch = (watcher: () => void) => {
  changes.addEventListener('change', watcher);
  return () => changes.removeEventListener('change', watcher);
};

/** Whether this browser may show notices; `none` where it cannot. `ask` only ever after a press. */
export function useNoticePermission(): { permission: Permission; ask: () => Promise<void> } {
  const permission = useSyncExternalStore<Permission>(watch, stillHere, () => 'none');
  const ask = useCallback(async () => {
    await Notification.requestPermission();
    changes.dispatchEvent(new Event('change'));
  }, []);
  return { permission, ask };
}

/** Shows what newly asks the viewer, while nobody looks at the page. A press on it opens the case. */
export function useDesktopNotices(items: readonly BellItem[] | undefined): void {
  const router = useRouter();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!items) return;
    const fresh = newlyAsking(items, known.current);
    known.current = new Set([...(known.current ?? []), ...items.map(({ id }) => id)]);
    if (stillHere() !== 'granted' || !document.hidden) return;
    for (const item of fresh) show(item, (path) => router.push(path));
  }, [items, router]);
}

function show(item: BellItem, open: (path: string) => void): void {
  // Several tabs show one and the same: the tag makes it one notice.
  const options = { body: `${bellWords(item)}\n${item.workflowName} #${item.runNumber}`, tag: item.id };
  try {
    const notice = new Notification(item.title, options);
    notice.onclick = () => {
      window.focus();
      open(`/approvals/${item.gateId}`);
      notice.close();
    };
  } catch {
    // Phones show notices only through service workers; there the bell and the letters tell.
  }
}
