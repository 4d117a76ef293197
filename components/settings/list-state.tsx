'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import type { ListOf } from '#lib/contracts/list.ts';

/** A list while it loads, when it failed, when it is empty; `children` draws the items. */
export function ListState<Item>({
  query,
  what,
  empty,
  children,
}: {
  query: UseQueryResult<ListOf<Item>>;
  /** "members", for screen readers and errors. */
  what: string;
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}) {
  if (query.isPending) return <SkeletonRows rows={3} label={`Loading ${what}`} className="p-4" />;
  if (query.error) {
    return <FailedRead error={query.error} className="m-3" onAgain={() => void query.refetch()} />;
  }
  if (query.data.items.length === 0) return <div className="px-4 py-5 text-muted">{empty}</div>;
  return children(query.data.items);
}
