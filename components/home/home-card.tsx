'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import type { ListOf } from '#lib/contracts/list.ts';

/** What a card shows: `items` undefined while they are read. */
export type Listed<Item> = {
  items: readonly Item[] | undefined;
  /** There are more than are shown. */
  more: boolean;
  error: Error | null;
  again: () => void;
};

export const listed = <Item,>({ data, error, refetch }: UseQueryResult<ListOf<Item>>): Listed<Item> => ({
  items: data?.items,
  more: Boolean(data?.nextCursor),
  error,
  again: () => void refetch(),
});

/** One list of the home page: heading with a count, rows, the way to all of them; when it is empty, what belongs there. */
export function HomeCard<Item>({
  title,
  all,
  empty,
  query: { items, more, error, again },
  urgent,
  fresh = 0,
  row,
}: {
  title: string;
  /** Where the whole list is. */
  all: string;
  empty: ReactNode;
  query: Listed<Item>;
  urgent?: boolean;
  /** So many are new since the last visit. */
  fresh?: number;
  row: (item: Item) => ReactNode;
}) {
  const count = items?.length ?? 0;
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2">
          {title}
          {count > 0 ? <Badge tone={urgent ? 'seal' : 'neutral'}>{more ? `${count}+` : count}</Badge> : null}
          {fresh > 0 ? <Badge tone="danger">{fresh} new</Badge> : null}
        </span>
      }
      actions={
        count > 0 ? (
          <Link href={all} className="rounded-xs text-accent text-xs hover:underline">
            All<span className="spoken"> of “{title}”</span>
          </Link>
        ) : null
      }
    >
      {!items && !error ? <SkeletonRows rows={2} label={`Loading “${title}”`} className="p-4" /> : null}
      {error ? (
        <Notice
          tone="danger"
          className="m-3"
          action={
            <Button size="xs" onClick={again}>
              Again
            </Button>
          }
        >
          {ApiError.from(error).message}
        </Notice>
      ) : null}
      {items && count === 0 ? <div className="px-4 py-5 text-muted">{empty}</div> : null}
      {count > 0 ? <ul className="divide-y">{items?.map(row)}</ul> : null}
    </Card>
  );
}
