'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '#lib/client/api.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import { tabIcon, tabState } from './tab-icon.ts';
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

/** The tab's icon says it too: the diamond while somebody waits for the signed-in person, the half circle while something runs. */
export function TabIcon() {
  const waiting = useWaitingCount();
  const { data } = useQuery({
    queryKey: ['runs', 'running at all'],
    enabled: useMay('run.read'),
    queryFn: ({ signal }) => api.get<ListOf<RunSummary>>('/runs', { query: { status: 'running', limit: 1 }, signal }),
    staleTime: 60_000,
  });
  const state = tabState(waiting, (data?.items.length ?? 0) > 0);
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const icon = tabIcon(state, (tone) => style.getPropertyValue(`--status-${tone}`).trim());
    if (icon === null) return;
    // Beside the product's own, which stands again when this one is gone.
    const link = Object.assign(document.createElement('link'), { rel: 'icon', type: 'image/svg+xml', href: icon });
    link.dataset.state = state;
    document.head.append(link);
    return () => link.remove();
  }, [state]);
  return null;
}
