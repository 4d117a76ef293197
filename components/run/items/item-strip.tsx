'use client';
import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { StatusMark } from '#components/ui/status-pill.tsx';
import { useItem } from '#lib/client/runs/use-items.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { itemStep, itemStepId } from '#lib/domain/run/item.ts';
import { shownText } from '#lib/domain/secret/reference.ts';

/** Which item of which map the shown step belongs to: the way back, to its other steps, and to its neighbours. */
export function ItemStrip({
  run,
  step,
  onChoose,
}: {
  run: RunView;
  step: RunStepView;
  onChoose: (step: string) => void;
}) {
  const at = itemStep(step.id);
  const { data: item } = useItem(run.id, at?.map ?? '', at?.index ?? 0);
  if (!at) return null;
  const map = run.steps.find(({ id }) => id === at.map);
  const count = map?.items?.count ?? 0;
  const to = (index: number) => onChoose(itemStepId(at.prefix, index, at.inner));
  return (
    <nav aria-label="Item" className="flex flex-col gap-1.5 border-line border-b bg-sunken px-4 py-2 text-xs">
      <div className="flex items-center gap-2">
        <button
          type="button"
          onClick={() => onChoose(at.map)}
          className="flex min-w-0 items-center gap-1 text-accent hover:underline"
        >
          <ArrowLeft className="size-3.5 shrink-0" aria-hidden="true" />
          <span className="truncate">{map?.name ?? at.map}</span>
        </button>
        <span className="fact min-w-0 flex-1 truncate text-muted">
          {item?.index === at.index && item.preview !== null ? shownText(item.preview) : null}
        </span>
        <span className="whitespace-nowrap text-muted tabular-nums">
          item {(at.index + 1).toLocaleString('en')} of {count.toLocaleString('en')}
        </span>
        <IconButton
          size="xs"
          variant="ghost"
          label="The item before"
          icon={<ChevronLeft />}
          disabled={at.index === 0}
          onClick={() => to(at.index - 1)}
        />
        <IconButton
          size="xs"
          variant="ghost"
          label="The next item"
          icon={<ChevronRight />}
          disabled={at.index + 1 >= count}
          onClick={() => to(at.index + 1)}
        />
      </div>
      {item?.index === at.index && item.steps.length > 1 ? (
        <ul className="flex flex-wrap gap-1">
          {item.steps.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one.id === step.id || undefined}
                onClick={() => onChoose(one.id)}
                className={cn(
                  'flex h-6.5 items-center gap-1.5 rounded-full border border-line bg-surface px-2 hover:bg-hover',
                  one.id === step.id && 'border-accent bg-accent-soft',
                )}
              >
                <StatusMark step={one.status} waitingFor={one.waitingFor?.reason} className="size-3.5" />
                {one.item?.name ?? one.name}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </nav>
  );
}
