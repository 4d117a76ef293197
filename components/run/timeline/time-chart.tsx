'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useTimeZone } from '#components/ui/time-zone.tsx';
import type { TimeRow } from './rows.ts';
import { TimeAxis } from './time-axis.tsx';
import { namesClass, TimeRowView } from './time-row.tsx';
import { type useStretch, useWheel, useWidth } from './use-stretch.ts';

const rowHeight = 32;
const panShare = 0.1;

/** Axis and rows; only those in sight are drawn. Arrows move between rows, Enter chooses, left and right fold and open. */
export function TimeChart({
  rows,
  path,
  stretch,
  now,
  live,
  playhead,
  onSeek,
  chosen,
  onChoose,
  onToggle,
}: {
  rows: readonly TimeRow[];
  path: readonly string[];
  stretch: ReturnType<typeof useStretch>;
  now: number;
  live: boolean;
  playhead: number | null;
  onSeek?: (at: number) => void;
  chosen: string | null;
  onChoose: (step: string) => void;
  onToggle: (id: string) => void;
}) {
  const zone = useTimeZone();
  const box = useRef<HTMLDivElement>(null);
  const lane = useRef<HTMLDivElement>(null);
  const width = useWidth(lane);
  const { shown } = stretch;
  const [cursor, setCursor] = useState(0);
  const [tip, setTip] = useState<{ text: string; x: number; y: number } | null>(null);
  const onPath = new Set(path);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const x = (at: number) => ((at - shown.from) / (shown.to - shown.from)) * width;
  const panBy = (px: number) => width > 0 && stretch.pan(px / width);
  useWheel(box, {
    zoom: (factor, px) => {
      const left = px - (lane.current?.offsetLeft ?? 0);
      stretch.zoom(factor, shown.from + (left / Math.max(1, width)) * (shown.to - shown.from));
    },
    pan: panBy,
  });
  const move = (to: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, to));
    setCursor(next);
    virtual.scrollToIndex(next);
    const rowOf = () => box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(rows[next]?.id ?? '')}"]`);
    const drawn = rowOf();
    // At once where it can be: the next key may come before the next frame.
    if (drawn) drawn.focus();
    else requestAnimationFrame(() => rowOf()?.focus());
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[cursor];
    const acts = new Map<string, () => void>([
      ['ArrowDown', () => move(cursor + 1)],
      ['ArrowUp', () => move(cursor - 1)],
      ['Home', () => move(0)],
      ['End', () => move(rows.length - 1)],
      ['ArrowRight', () => (row?.open === false ? onToggle(row.id) : stretch.pan(panShare))],
      ['ArrowLeft', () => (row?.open && stretch.fits ? onToggle(row.id) : stretch.pan(-panShare))],
      ['+', () => stretch.zoom(stretch.nearer)],
      ['-', () => stretch.zoom(stretch.farther)],
      ['0', stretch.fit],
    ]);
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : acts.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const point = (event: PointerEvent) => {
    const text = (event.target as Element).closest('[data-tip]')?.getAttribute('data-tip');
    setTip(text ? { text, x: event.clientX, y: event.clientY } : null);
  };
  const line = (at: number) => (at >= shown.from && at <= shown.to ? x(at) : null);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows inside are heard here */}
      <div
        ref={box}
        onKeyDown={press}
        onPointerMove={point}
        onPointerLeave={() => setTip(null)}
        className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden [scrollbar-gutter:stable]"
      >
        <div className="sticky top-0 z-10 flex border-line border-b bg-surface">
          <span className={namesClass} />
          <div ref={lane} className="min-w-0 flex-1">
            <TimeAxis shown={shown} width={width} zone={zone} onPan={panBy} onSeek={onSeek} />
          </div>
          <span className="w-16 shrink-0" />
        </div>
        <ol aria-label="Steps by time" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <li key={row.id} className="absolute inset-x-0" style={{ transform: `translateY(${start}px)` }}>
                <TimeRowView
                  row={row}
                  shown={shown}
                  width={width}
                  now={now}
                  zone={zone}
                  chosen={row.id === chosen}
                  critical={onPath.has(row.id)}
                  focusable={index === Math.min(cursor, rows.length - 1)}
                  onChoose={() => onChoose(row.id)}
                  onToggle={() => onToggle(row.id)}
                  onFocus={() => setCursor(index)}
                />
              </li>
            );
          })}
        </ol>
        <Line
          of="now"
          at={live ? line(now) : null}
          left={lane.current?.offsetLeft ?? 0}
          className="bg-status-running"
        />
        <Line
          of="playhead"
          at={playhead === null ? null : line(playhead)}
          left={lane.current?.offsetLeft ?? 0}
          className="bg-accent"
        />
      </div>
      {tip ? (
        <div
          role="presentation"
          className="pointer-events-none fixed z-50 max-w-80 rounded-sm border border-line bg-raised px-2 py-1 text-xs shadow-float"
          style={{ left: Math.min(tip.x + 12, window.innerWidth - 330), top: tip.y + 16 }}
        >
          {tip.text}
        </div>
      ) : null}
    </>
  );
}

/** A time across all rows. */
function Line({ of, at, left, className }: { of: string; at: number | null; left: number; className: string }) {
  if (at === null) return null;
  return (
    <span
      data-line={of}
      aria-hidden="true"
      className={cn('pointer-events-none absolute top-0 h-full min-h-full w-px', className)}
      style={{ left: left + at }}
    />
  );
}
