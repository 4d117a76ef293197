'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { ItemsBar } from '#components/canvas/items-bar.tsx';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { type ItemFilter, useItems } from '#lib/client/runs/use-items.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { ItemRow } from './item-row.tsx';

const rowHeight = 44;
const filters = [
  { value: 'all', label: 'All items' },
  { value: 'failed', label: 'Failed' },
  { value: 'running', label: 'Running' },
  { value: 'waiting', label: 'Waiting' },
] as const satisfies readonly { value: ItemFilter; label: string }[];

/** The items of a map, however many: only those in sight are read. Choosing one shows its steps. */
export function ItemsPanel({
  run,
  step,
  onChoose,
}: {
  run: RunView;
  step: RunStepView;
  onChoose: (step: string) => void;
}) {
  const [filter, setFilter] = useState<ItemFilter>(step.items?.failed ? 'failed' : 'all');
  const [wanted, setWanted] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const [known, setKnown] = useState(1);
  const count = filter === 'all' ? (step.items?.count ?? 0) : known;
  const rows = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const shown = rows.getVirtualItems();
  const items = useItems(run.id, step.id, filter, { from: shown[0]?.index ?? 0, to: shown.at(-1)?.index ?? 0 });
  const total = items.total ?? count;
  if (filter !== 'all' && total !== known) setKnown(total);

  const number = Number(wanted);
  const marked = filter === 'all' && Number.isInteger(number) && number >= 1 && number <= total ? number - 1 : null;
  useEffect(() => {
    if (marked !== null) rows.scrollToIndex(marked, { align: 'start' });
  }, [marked, rows]);
  const goTo = (text: string) => {
    setWanted(text);
    if (text) setFilter('all');
  };
  return (
    <div className="flex h-full min-h-80 flex-col max-md:h-[60dvh]">
      <div className="flex flex-col gap-2 border-line border-b px-4 py-3">
        {step.items ? <ItemsBar items={step.items} /> : null}
        <div className="flex gap-2">
          <Select
            aria-label="Which items"
            size="sm"
            options={filters}
            value={filter}
            onValueChange={(next) => {
              setFilter(next);
              setWanted('');
            }}
            className="w-36"
          />
          <Field label="Go to item" labelHidden>
            <Input
              size="sm"
              inputMode="numeric"
              placeholder="Item number"
              value={wanted}
              onChange={(event) => goTo(event.target.value.trim())}
              className="w-32"
            />
          </Field>
        </div>
      </div>
      {items.error ? (
        <Notice tone="danger" title="The items could not be read">
          {items.error.message}
        </Notice>
      ) : null}
      {items.total === 0 ? (
        <EmptyState title={filter === 'all' ? 'No items' : 'No item stands like that'}>
          {filter === 'all'
            ? 'The list that this step goes through is empty, or not known yet.'
            : 'Choose another filter.'}
        </EmptyState>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section ref={box} aria-label={`Items of ${step.name}`} tabIndex={0} className="min-h-0 flex-1 overflow-auto">
        <ol style={{ height: items.total === 0 ? 0 : rows.getTotalSize() }} className="relative">
          {items.total === 0
            ? null
            : shown.map((row) => (
                <li
                  key={row.key}
                  aria-setsize={total}
                  aria-posinset={row.index + 1}
                  className={cn('absolute inset-x-0 border-line border-b', marked === row.index && 'bg-accent-soft')}
                  style={{ transform: `translateY(${row.start}px)`, height: rowHeight }}
                >
                  <ItemRow item={items.at(row.index)} onChoose={onChoose} />
                </li>
              ))}
        </ol>
      </section>
    </div>
  );
}
