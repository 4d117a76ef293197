import { cn } from '#components/ui/cn.ts';
import type { ItemCountsView } from '#lib/contracts/run.ts';
import { itemsText } from './items-text.ts';

/** Items done, failed and under way of all, as a thin bar; `wide` with its numbers. */
export function ItemsBar({ items, wide }: { items: ItemCountsView; wide?: boolean }) {
  const share = (part: number) => `${items.count === 0 ? 0 : (part / items.count) * 100}%`;
  const text = itemsText(items);
  return (
    <span className={cn('flex items-center gap-2', wide && 'flex-col items-stretch gap-1')}>
      {wide ? <span className="text-muted text-xs tabular-nums">{text}</span> : null}
      <span
        role="progressbar"
        aria-label="Items done"
        aria-valuenow={items.done + items.failed}
        aria-valuemin={0}
        aria-valuemax={items.count}
        aria-valuetext={text}
        className="flex h-1 flex-1 overflow-hidden rounded-full bg-ink-4"
      >
        <span className="h-full bg-status-succeeded transition-[width]" style={{ width: share(items.done) }} />
        <span className="h-full bg-status-failed transition-[width]" style={{ width: share(items.failed) }} />
        <span className="h-full bg-status-running transition-[width]" style={{ width: share(items.open) }} />
      </span>
    </span>
  );
}
