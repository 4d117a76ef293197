import { ChevronDown, ChevronRight } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { durationText } from '#components/ui/relative-time.ts';
import { SealMark } from '#components/ui/seal.tsx';
import { lookOf, StatusMark } from '#components/ui/status-pill.tsx';
import { gateMarks } from '../gate-marks.ts';
import { RowBars } from './row-bars.tsx';
import type { TimeRow } from './rows.ts';
import { spentText } from './span-words.ts';
import type { Stretch } from './stretch.ts';

/** Width of the names, in px; narrower on a phone. */
export const namesClass = 'w-44 shrink-0 max-sm:w-26';

/** One row: its name, its bars, its seals, how long it took. */
export function TimeRowView({
  row,
  shown,
  width,
  now,
  zone,
  chosen,
  critical,
  focusable,
  onChoose,
  onToggle,
  onFocus,
}: {
  row: TimeRow;
  shown: Stretch;
  width: number;
  now: number;
  zone: string | undefined;
  chosen: boolean;
  critical: boolean;
  focusable: boolean;
  onChoose: () => void;
  onToggle: () => void;
  onFocus: () => void;
}) {
  const { step, spans, open } = row;
  const begin = spans[0]?.from ?? now;
  const end = spans.at(-1)?.to ?? now;
  const tone = step ? lookOf({ step: step.status, waitingFor: step.waitingFor?.reason }).tone : 'succeeded';
  const group = step === null && open !== null;
  // Work that is over while its step goes on is no wait.
  const done = step?.status === 'waiting' ? 'idle' : tone;
  return (
    <div className={cn('flex h-8 items-center border-line border-b hover:bg-hover', chosen && 'bg-accent-soft')}>
      <span className={cn('flex items-center gap-1 pl-1', namesClass)} style={{ paddingLeft: 4 + row.depth * 14 }}>
        {open === null ? (
          <span className="w-4 shrink-0" />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={open}
            aria-label={`${open ? 'Fold' : 'Open'} ${row.name}`}
            onClick={onToggle}
            className="flex size-4 shrink-0 items-center justify-center rounded-xs hover:bg-hover [&_svg]:size-3.5"
          >
            {open ? <ChevronDown /> : <ChevronRight />}
          </button>
        )}
        <button
          type="button"
          data-row={row.id}
          tabIndex={focusable ? 0 : -1}
          aria-current={chosen || undefined}
          onClick={group ? onToggle : onChoose}
          onFocus={onFocus}
          className="flex h-8 min-w-0 flex-1 items-center gap-1.5 text-left text-sm"
        >
          {step ? (
            <StatusMark step={step.status} waitingFor={step.waitingFor?.reason} className="size-3.5 shrink-0" />
          ) : null}
          <span className={cn('truncate', (critical || group) && 'font-medium')}>{row.name}</span>
          <span className="spoken">
            : {spentText(spans, now)}
            {critical ? ', the end waited for it' : ''}
          </span>
        </button>
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the row's button does the same for keyboards */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: likewise */}
      <span className="relative h-5 flex-1 cursor-pointer overflow-hidden" onClick={group ? onToggle : onChoose}>
        <RowBars
          spans={spans}
          shown={shown}
          width={width}
          now={spans.at(-1)?.to === null ? now : (spans.at(-1)?.to ?? now)}
          tone={done}
          critical={critical}
          zone={zone}
        />
        {step ? <Marks step={step} shown={shown} /> : null}
      </span>
      <span className="w-16 shrink-0 pr-2 text-right text-muted text-xs tabular-nums">{durationText(end - begin)}</span>
    </div>
  );
}

function Marks({ step, shown }: { step: NonNullable<TimeRow['step']>; shown: Stretch }) {
  return gateMarks(step).map((mark, index) => {
    const share = ((mark.at - shown.from) / (shown.to - shown.from)) * 100;
    if (share < 0 || share > 100) return null;
    return (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: several may happen in one moment; their order never changes
        key={index}
        data-tip={mark.text}
        className={cn(
          'absolute top-1/2 -translate-x-1/2 -translate-y-1/2',
          mark.seal === null && 'size-2 rotate-45 border border-seal bg-surface',
        )}
        style={{ left: `clamp(8px, ${share}%, calc(100% - 8px))` }}
      >
        {mark.seal === null ? null : <SealMark name={mark.seal} size="sm" />}
        <span className="spoken">{mark.text}</span>
      </span>
    );
  });
}
