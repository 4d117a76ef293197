'use client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Time } from '#components/ui/time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { ListOf } from '#lib/contracts/list.ts';
import type { CacheEntryView } from '#lib/contracts/step-cache.ts';

/** Results of steps that later runs use; nothing is shown while nothing is kept. */
export function CacheCard({ id }: { id: string }) {
  const mayClear = useMay('workflow.write');
  const queries = useQueryClient();
  const path = `/workflows/${encodeURIComponent(id)}/cache`;
  const queryKey = ['workflows', 'cache', id];
  const cache = useInfiniteQuery({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<ListOf<CacheEntryView>>(path, { query: { cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  });
  const clear = async (query: { step?: string; key?: string }) => {
    await api.delete(path, { query });
    await queries.invalidateQueries({ queryKey });
    toast.done('Forgot what was kept');
  };
  const entries = (cache.data?.pages ?? []).flatMap(({ items }) => items);
  if (cache.error) return <Notice tone="danger">{ApiError.from(cache.error).message}</Notice>;
  if (entries.length === 0) return null;
  return (
    <Card
      flush
      title="Cache"
      description="Results that later runs use instead of running the step."
      actions={
        mayClear ? (
          <ConfirmDialog
            trigger={<Button size="sm">Clear all</Button>}
            title="Clear everything that is kept?"
            consequence="The next run does these steps anew."
            action="Clear all"
            onConfirm={() => clear({})}
          />
        ) : null
      }
    >
      <ul>
        {entries.map(({ step, key, createdAt, expiresAt, run }) => (
          <li
            key={`${step} ${key} ${createdAt}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 not-last:border-b"
          >
            <span className="min-w-0 flex-1 basis-48">
              <span className="font-medium">{step}</span>{' '}
              <span className="block truncate font-mono text-muted text-xs" title={key}>
                {key}
              </span>
            </span>
            <span className="text-muted text-xs">
              from <Link href={`/runs/${run.id}`}>#{run.number}</Link>, <Time at={createdAt} />; good until{' '}
              <Time at={expiresAt} />
            </span>
            {mayClear ? (
              <Button
                size="xs"
                aria-label={`Clear what is kept of ${step} under ${key}`}
                onClick={() => clear({ step, key }).catch((error: unknown) => toast.failed(error))}
              >
                Clear
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {cache.hasNextPage ? (
        <div className="px-4 py-3">
          <Button size="sm" busy={cache.isFetchingNextPage} onClick={() => void cache.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
