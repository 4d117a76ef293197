'use client';
import { useEffect } from 'react';
import { useWaitingCount } from './use-waiting-count.ts';

const counted = /^\(\d+\) /;

/** How many gates wait for somebody, in front of the page's title: "(3) Approvals · Countersign". Whoever sets the title. */
export function TabTitle() {
  const waiting = useWaitingCount();
  useEffect(() => {
    const show = () => {
      const plain = document.title.replace(counted, '');
      const title = waiting > 0 ? `(${waiting}) ${plain}` : plain;
      if (document.title !== title) document.title = title;
    };
    show();
    const watcher = new MutationObserver(show);
    watcher.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => watcher.disconnect();
  }, [waiting]);
  return null;
}
