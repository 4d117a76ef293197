'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import type { useInbox } from '#lib/client/approvals/use-inbox.ts';
import type { Selection } from '#lib/client/lists/selection.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { InboxRow, rowHeight } from './inbox-row.tsx';

/** Pages are asked for when fewer rows than this are left below what is in sight. */
const ahead = 120;

/** The rows, however many: only those in sight exist, and pages are there before one comes to them. */
export function InboxList({
  label,
  inbox,
  chosen,
  selection,
  offset,
  onChoose,
  onPick,
  empty,
}: {
  label: string;
  inbox: ReturnType<typeof useInbox>;
  chosen: string | null;
  selection: Selection<ApprovalSummary>;
  /** Where it was scrolled to, kept by the owner while the list is away. */
  offset: RefObject<number>;
  onChoose: (id: string) => void;
  onPick: (item: ApprovalSummary, range: boolean) => void;
  empty: ReactNode;
}) {
  const { list, items, onSight } = inbox;
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => items[at]?.id ?? at,
    initialOffset: () => offset.current,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  const from = shown[0]?.index ?? 0;
  const to = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  useEffect(() => onSight(from, to), [onSight, from, to]);
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && to + ahead >= items.length) void fetchNextPage();
  }, [to, items.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  // Whoever walks by the keyboard keeps the chosen row in sight.
  const at = items.findIndex(({ id }) => id === chosen);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [at, rows]);

  return (
    <ScrollRegion
      ref={box}
      label={`${label}, the list`}
      onScroll={(event) => {
        offset.current = event.currentTarget.scrollTop;
      }}
      // Opaque on its own: only then does the browser scroll what is painted already instead of painting it again.
      className="min-h-0 flex-1 overflow-x-hidden overscroll-contain bg-surface"
    >
      {list.error && !isFetchNextPageError ? (
        <Failed message={list.error.message} onAgain={() => void list.refetch()} />
      ) : null}
      {list.isPending ? <SkeletonRows rows={7} label="Reading the approvals" className="p-3" /> : null}
      <ol
        aria-label={label}
        // Pages take no style from the server, which draws no row yet.
        style={items.length > 0 ? { height: rows.getTotalSize() } : undefined}
        className={cn('relative transition-opacity', list.isPlaceholderData && 'opacity-50')}
      >
        {shown.map((row) => {
          const item = items[row.index];
          return item ? (
            <li
              key={row.key}
              aria-setsize={hasNextPage ? -1 : items.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 border-line border-b contain-strict"
              style={{ transform: `translateY(${row.start}px)`, height: rowHeight }}
            >
              <InboxRow
                item={item}
                chosen={item.id === chosen}
                picked={selection.picked.has(item.id)}
                picking={selection.picked.size > 0}
                onChoose={onChoose}
                onPick={onPick}
              />
            </li>
          ) : null;
        })}
      </ol>
      {list.data && items.length === 0 ? empty : null}
      {isFetchNextPageError && list.error ? (
        <Failed message={list.error.message} onAgain={() => void fetchNextPage()} />
      ) : null}
    </ScrollRegion>
  );
}

function Failed({ message, onAgain }: { message: string; onAgain: () => void }) {
  return (
    <Notice
      tone="danger"
      title="The approvals could not be read"
      className="m-3"
      action={
        <Button size="sm" onClick={onAgain}>
          Try again
        </Button>
      }
    >
      {message}
    </Notice>
  );
}
