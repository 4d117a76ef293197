'use client';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { RowWindow, useRowWindow } from '#components/list/row-window.tsx';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import type { useInbox } from '#lib/client/approvals/use-inbox.ts';
import type { Selection } from '#lib/client/lists/selection.ts';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import { InboxRow, rowHeight } from './inbox-row.tsx';

const unread = 'The approvals could not be read';

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
  const rows = useRowWindow({ items, rowHeight, box, list, onSight, offset });
  const { isFetchNextPageError, fetchNextPage } = list;

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
        <FailedRead error={list.error} title={unread} className="m-3" onAgain={() => void list.refetch()} />
      ) : null}
      {list.isPending ? <SkeletonRows rows={7} label="Reading the approvals" className="p-3" /> : null}
      <RowWindow label={label} items={items} rows={rows} rowHeight={rowHeight} list={list} rowClass="contain-strict">
        {(item) => (
          <InboxRow
            item={item}
            chosen={item.id === chosen}
            picked={selection.picked.has(item.id)}
            picking={selection.picked.size > 0}
            onChoose={onChoose}
            onPick={onPick}
          />
        )}
      </RowWindow>
      {list.data && items.length === 0 ? empty : null}
      {isFetchNextPageError && list.error ? (
        <FailedRead error={list.error} title={unread} className="m-3" onAgain={() => void fetchNextPage()} />
      ) : null}
    </ScrollRegion>
  );
}
