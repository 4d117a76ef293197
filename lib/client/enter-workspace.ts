import type { QueryClient } from '@tanstack/react-query';
import { api } from './api.ts';

const channelName = 'countersign.workspace';

/**
 * Enters another workspace of one's own. A full load follows, here and in every other tab of this browser (they share
 * the cookie), so that nothing of the workspace left stays on a page or in its memory.
 */
export async function enterWorkspace(queries: QueryClient, slug: string): Promise<void> {
  await api.post(`/workspaces/${encodeURIComponent(slug)}/enter`);
  queries.clear();
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(slug);
  channel.close();
  window.location.assign('/');
}

/** Leaves this page when another tab has entered a workspace other than `slug`, or when the browser brings it back from memory. */
export function followWorkspace(slug: string): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }) => {
    if (data !== slug) window.location.assign('/');
  };
  const broughtBack = ({ persisted }: PageTransitionEvent) => {
    if (persisted) window.location.reload();
  };
  window.addEventListener('pageshow', broughtBack);
  return () => {
    channel.close();
    window.removeEventListener('pageshow', broughtBack);
  };
}
