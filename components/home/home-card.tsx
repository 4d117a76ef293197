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

/** One list of the home page: heading with a count, rows, the way to all of them; quiet words when it is empty. */
export function HomeCard<Item>({
  title,
  all,
  empty,
  query,
  urgent,
  row,
}: {
  title: string;
  /** Where the whole list is. */
  all: string;
  empty: string;
  query: UseQueryResult<ListOf<Item>>;
  urgent?: boolean;
  row: (item: Item) => ReactNode;
}) {
  const { data, error, isPending, refetch } = query;
  const count = data?.items.length ?? 0;
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2">
          {title}
          {count > 0 ? (
            <Badge tone={urgent ? 'seal' : 'neutral'}>{data?.nextCursor ? `${count}+` : count}</Badge>
          ) : null}
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
      {isPending ? <SkeletonRows rows={2} label={`Loading “${title}”`} className="p-4" /> : null}
      {error ? (
        <Notice
          tone="danger"
          className="m-3"
          action={
            <Button size="xs" onClick={() => void refetch()}>
              Again
            </Button>
          }
        >
          {ApiError.from(error).message}
        </Notice>
      ) : null}
      {data && count === 0 ? <p className="px-4 py-5 text-muted">{empty}</p> : null}
      {count > 0 ? <ul className="divide-y">{data?.items.map(row)}</ul> : null}
    </Card>
  );
}
