'use client';
import { useMemo } from 'react';
import type { ApprovalListItem } from '#lib/contracts/approval.ts';
import { useLongList } from '../lists/use-long-list.ts';
import { type InboxFilter, inboxQuery } from './inbox-filter.ts';

/** One list of the inbox, page after page. */
export function useInbox(filter: InboxFilter) {
  const query = useMemo(() => inboxQuery(filter), [filter]);
  return useLongList<ApprovalListItem>({ name: 'inbox', path: '/approvals', query, about: 'approvals', gatherMs: 150 });
}
