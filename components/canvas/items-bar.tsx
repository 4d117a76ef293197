import { cn } from '#components/ui/cn.ts';
import type { ItemCountsView } from '#lib/contracts/run-step.ts';
import { itemsText, shortText } from './items-text.ts';

/** Items done, failed and under way of all, as a thin bar with its numbers; `short` for little room. */
export function ItemsBar({ items, short }: { items: ItemCountsView; short?: boolean }) {
  const share = (part: number) => `${items.count === 0 ? 0 : (part / items.count) * 100}%`;
  const text = itemsText(items);
  return (
    <span className={cn('flex flex-col', short ? 'gap-0.5' : 'gap-1')}>
      <span className={cn('truncate text-muted tabular-nums', short ? 'text-2xs leading-3.5' : 'text-xs')}>
        {short ? shortText(items) : text}
      </span>
      <span
        role="progressbar"
        aria-label="Items done"
        aria-valuenow={items.done + items.failed}
        aria-valuemin={0}
        aria-valuemax={items.count}
        aria-valuetext={text}
        className="flex h-1 shrink-0 overflow-hidden rounded-full bg-ink-4"
      >
        <span className="h-full bg-status-succeeded transition-[width]" style={{ width: share(items.done) }} />
        <span className="h-full bg-status-failed transition-[width]" style={{ width: share(items.failed) }} />
        <span className="h-full bg-status-running transition-[width]" style={{ width: share(items.open) }} />
      </span>
    </span>
  );
}
