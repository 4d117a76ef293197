'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type InboxFilter, inboxParameters } from '#lib/client/approvals/inbox-filter.ts';

const home = '/approvals';

/**
 * What the inbox shows, as its address says it: the filters and the chosen case. Both are changed by the browser's own
 * history, which Next follows: the pages are one, so there is nothing to ask the server for, and `j j j` is instant.
 * Choosing a case is a step that back undoes; filtering is none.
 */
export function useInboxAddress() {
  const path = usePathname();
  const search = useSearchParams().toString();
  const filter = useMemo(() => {
    const given = new URLSearchParams(search);
    return Object.fromEntries(inboxParameters.map((name) => [name, given.get(name) ?? ''])) as InboxFilter;
  }, [search]);
  const choose = useCallback((id: string | null) => {
    const at = id === null ? home : `${home}/${encodeURIComponent(id)}`;
    window.history.pushState(null, '', `${at}${window.location.search}`);
  }, []);
  const narrow = useCallback((change: Partial<InboxFilter>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    window.history.replaceState(null, '', `${window.location.pathname}${next.size > 0 ? `?${next}` : ''}`);
  }, []);
  return { filter, chosen: caseIn(path), choose, narrow };
}

/** The chosen case at this very moment: the page follows its address only a little later, keys may be faster. */
export const caseHere = () => caseIn(window.location.pathname);

/** The id in `/approvals/{id}`; one that is cut off in the middle of an escape is taken as it stands. */
function caseIn(path: string): string | null {
  const id = path.startsWith(`${home}/`) ? path.slice(home.length + 1) : '';
  if (!id) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
