'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { SearchField } from '#components/ui/search-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { Th } from '#components/ui/table.tsx';
import { useMoment } from '#lib/client/runs/moment.tsx';
import { useUsual } from '#lib/client/runs/use-usual.ts';
import type { RunView } from '#lib/contracts/run.ts';
import { isEnded, type StepStatus, stepStatuses } from '#lib/domain/run/status.ts';
import { useNow } from './replay/use-now.ts';
import { nextOrder, orderedSteps, type StepColumn, type StepOrder } from './step-order.ts';
import { StepRow } from './step-row.tsx';

const rowHeight = 44;
const columns: readonly { by: StepColumn; label: string; className?: string; numeric?: boolean }[] = [
  { by: 'name', label: 'Step' },
  { by: 'status', label: 'Status' },
  { by: 'attempts', label: 'Attempts', numeric: true, className: 'max-sm:hidden' },
  { by: 'duration', label: 'Took', numeric: true },
];

/** The steps as a dense table: sorted by a column or as the workflow has them, found by status and words. */
export function StepList({
  run,
  chosen,
  onChoose,
}: {
  run: RunView;
  chosen: string | null;
  onChoose: (step: string) => void;
}) {
  const moment = useMoment();
  const clock = useNow(!isEnded(run.status) && moment === null);
  const now = moment?.at ?? clock;
  const [text, setText] = useState('');
  const [status, setStatus] = useState('all');
  const [order, setOrder] = useState<StepOrder>({ by: 'order', down: false });
  const usual = useUsual(run);
  const shown = useMemo(
    () => orderedSteps(run.steps, { text, status: status === 'all' ? '' : status, order, now }),
    [run.steps, text, status, order, now],
  );
  const there = useMemo(() => new Set(run.steps.map((step) => step.status)), [run.steps]);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const seen = rows.getVirtualItems();
  return (
    <div className="flex h-full min-h-64 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 py-1.5">
        <SearchField label="Search the steps" placeholder="Name, kind or reason" value={text} onChange={setText} />
        <Select
          aria-label="Status of steps"
          value={status}
          onValueChange={setStatus}
          options={[
            { value: 'all', label: 'Any status' },
            ...(Object.keys(stepStatuses) as StepStatus[])
              .filter((name) => there.has(name))
              .map((value) => ({ value, label: stepStatuses[value].label })),
          ]}
          className="w-36"
        />
        <span className="ml-auto text-faint text-xs tabular-nums" aria-live="polite">
          {shown.length === run.steps.length ? '' : `${shown.length} of ${run.steps.length} steps`}
        </span>
      </div>
      <div ref={box} className="min-h-0 flex-1 overflow-auto border-line border-t">
        <table aria-label="Steps" className="w-full border-separate border-spacing-0 text-sm">
          <thead className="sticky top-0 z-10 bg-surface">
            <tr>
              {columns.map(({ by, label, className, numeric }) => (
                <Th
                  key={by}
                  numeric={numeric}
                  className={className}
                  aria-sort={order.by === by ? (order.down ? 'descending' : 'ascending') : undefined}
                >
                  <button
                    type="button"
                    onClick={() => setOrder((before) => nextOrder(before, by))}
                    className={cn(
                      'inline-flex items-center gap-1 rounded-xs hover:text-ink [&_svg]:size-3',
                      order.by === by && 'text-ink',
                    )}
                  >
                    {label}
                    {order.by === by ? order.down ? <ArrowDown /> : <ArrowUp /> : null}
                  </button>
                </Th>
              ))}
              <Th className="max-lg:hidden">Usual</Th>
              <Th className="max-sm:hidden">Signed</Th>
            </tr>
          </thead>
          <tbody>
            <Space height={seen[0]?.start ?? 0} />
            {seen.map(({ index }) => {
              const step = shown[index];
              return step ? (
                <StepRow
                  key={step.id}
                  step={step}
                  usual={Object.hasOwn(usual, step.id) ? (usual[step.id] ?? null) : null}
                  now={step.startedAt && !step.finishedAt ? now : 0}
                  chosen={step.id === chosen}
                  onChoose={onChoose}
                />
              ) : null;
            })}
            <Space height={rows.getTotalSize() - (seen.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
        {shown.length === 0 ? <p className="p-4 text-muted text-sm">No step fits.</p> : null}
      </div>
    </div>
  );
}

/** Stands for rows out of sight. */
const Space = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr>
      <td style={{ height }} />
    </tr>
  ) : null;
