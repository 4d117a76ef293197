'use client';
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { RowWindow, useRowWindow } from '#components/list/row-window.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import type { Selection } from '#lib/client/lists/selection.ts';
import type { useRuns } from '#lib/client/runs/use-runs.ts';
import type { RunSummary } from '#lib/contracts/run.ts';
import { newerThan } from './newer.ts';
import { columns, RunListRow, rowHeight } from './run-row.tsx';

/** The rows, however many: only those in sight exist. New ones wait behind a bar while somebody reads further down. */
export function RunsList({
  runs,
  selection,
  onPick,
  onLabel,
  empty,
}: {
  runs: ReturnType<typeof useRuns>;
  selection: Selection<RunSummary>;
  onPick: ((run: RunSummary, range: boolean) => void) | null;
  onLabel: (label: string) => void;
  empty: ReactNode;
}) {
  const { list, onSight } = runs;
  const box = useRef<HTMLDivElement>(null);
  const [heldAt, setHeldAt] = useState<string | null>(null);
  const newer = newerThan(runs.items, heldAt);
  const items = newer > 0 ? runs.items.slice(newer) : runs.items;
  const rows = useRowWindow({ items, rowHeight, box, list, onSight, hidden: newer });

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.run : undefined;
    const at = items.findIndex((run) => run.id === id);
    const here = items[at];
    const by = walks[event.key] ?? 0;
    if (event.key === 'x' && here && onPick) onPick(here, event.shiftKey);
    else if (event.key === 'X' && here && onPick) onPick(here, true);
    else if (by !== 0 && (here || by === 1)) focusRow(at + by);
    else return;
    event.preventDefault();
  };
  const focusRow = (at: number) => {
    const run = items[at];
    if (!run) return;
    rows.scrollToIndex(at, { align: 'auto' });
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-run="${CSS.escape(run.id)}"]`)?.focus());
  };
  const toTop = () => {
    setHeldAt(null);
    box.current?.scrollTo({ top: 0 });
  };

  return (
    <div className="relative flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface">
      <div
        aria-hidden="true"
        className={cn(columns, 'h-8 shrink-0 border-line border-b px-4 font-medium text-faint text-xs max-lg:hidden')}
      >
        <span />
        <span>Run</span>
        <span>Status</span>
        <span>Progress</span>
        <span>Started by</span>
        <span>Queued</span>
        <span className="text-right">Took</span>
      </div>
      {newer > 0 ? (
        <div className="-translate-x-1/2 absolute top-10 left-1/2 z-20">
          <Button size="sm" variant="primary" icon={<ArrowUp />} onClick={toTop}>
            <span role="status">{newer} new</span>
          </Button>
        </div>
      ) : null}
      <ScrollRegion
        ref={box}
        label="Runs, the list"
        onKeyDown={walk}
        onScroll={(event) => {
          const atTop = event.currentTarget.scrollTop < rowHeight / 2;
          setHeldAt((held) => (atTop ? null : (held ?? runs.items[0]?.queuedAt ?? null)));
        }}
        className="min-h-0 flex-1 overflow-x-hidden overscroll-contain"
      >
        <RowWindow label="Runs" items={items} rows={rows} rowHeight={rowHeight} list={list}>
          {(run) => <RunListRow run={run} picked={selection.picked.has(run.id)} onPick={onPick} onLabel={onLabel} />}
        </RowWindow>
        {list.data && items.length === 0 ? empty : null}
        {list.isFetchNextPageError ? (
          <div className="flex justify-center p-4">
            <Button onClick={() => void list.fetchNextPage()}>Older runs could not be read: try again</Button>
          </div>
        ) : null}
      </ScrollRegion>
    </div>
  );
}

const walks: Record<string, 1 | -1 | undefined> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
