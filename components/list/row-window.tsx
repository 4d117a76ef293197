'use client';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { useLongList } from '#lib/client/lists/use-long-list.ts';

type Item = { id: string };
type Pages = ReturnType<typeof useLongList<Item>>['list'];
type Rows = Virtualizer<HTMLDivElement, Element>;

/** Pages are asked for when fewer rows than this are left below what is in sight. */
const ahead = 120;

/**
 * Of a long list in a box that scrolls, the rows in sight; pages are there before one comes to them. `rowHeight` in
 * pixels, of every row. `hidden`: how many of the list's items stand before the first of `items`.
 */
export function useRowWindow({
  items,
  rowHeight,
  box,
  list,
  onSight,
  hidden = 0,
  offset,
}: {
  items: readonly Item[];
  rowHeight: number;
  box: RefObject<HTMLDivElement | null>;
  list: Pick<Pages, 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'>;
  onSight: (from: number, to: number) => void;
  hidden?: number;
  /** Where it was scrolled to, kept by the owner while the list is away. */
  offset?: RefObject<number>;
}): Rows {
  const rows = useVirtualizer<HTMLDivElement, Element>({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => items[at]?.id ?? at,
    initialOffset: () => offset?.current ?? 0,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  const from = shown[0]?.index ?? 0;
  const to = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  useEffect(() => onSight(from + hidden, to + hidden), [onSight, from, to, hidden]);
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && to + ahead >= items.length) void fetchNextPage();
  }, [to, items.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return rows;
}

/** The rows in sight, each where it stands in the whole list; faded while another list is read. */
export function RowWindow<Row extends Item>({
  label,
  items,
  rows,
  rowHeight,
  list: { hasNextPage, isPlaceholderData },
  rowClass,
  children,
}: {
  label: string;
  items: readonly Row[];
  rows: Rows;
  rowHeight: number;
  list: Pick<Pages, 'hasNextPage' | 'isPlaceholderData'>;
  rowClass?: string;
  children: (item: Row) => ReactNode;
}) {
  return (
    <ol
      aria-label={label}
      // Pages take no style from the server, which draws no row yet.
      style={items.length > 0 ? { height: rows.getTotalSize() } : undefined}
      className={cn('relative transition-opacity', isPlaceholderData && 'opacity-50')}
    >
      {rows.getVirtualItems().map((row) => {
        const item = items[row.index];
        return item ? (
          <li
            key={row.key}
            aria-setsize={hasNextPage ? -1 : items.length}
            aria-posinset={row.index + 1}
            className={cn('absolute inset-x-0 border-line border-b', rowClass)}
            style={{ transform: `translateY(${row.start}px)`, height: rowHeight }}
          >
            {children(item)}
          </li>
        ) : null;
      })}
    </ol>
  );
}
