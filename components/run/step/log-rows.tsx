'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTimeZone } from '#components/ui/time-zone.tsx';
import type { HitPlace } from '#lib/client/runs/use-log-hits.ts';
import type { useStepLog } from '#lib/client/runs/use-step-log.ts';
import { AnsiLine } from './ansi-line.tsx';
import { lineOfHit } from './find-hit.ts';
import type { LogLook } from './log-bar.tsx';
import type { LogLine } from './log-lines.ts';

const lineHeight = 18;
/** So near an end of what is held, in px, more is read there. */
const nearPx = 3600;
/** So near the bottom, in px, it is the bottom. */
const bottomPx = 24;

/** The lines in sight. Sticks to the end while it is followed; scrolling up ends that, scrolling down to the end begins it. */
export function LogRows({
  label,
  lines,
  look,
  follow,
  onFollow,
  search,
  hit,
  log,
  nothing,
}: {
  label: string;
  lines: readonly LogLine[];
  look: LogLook;
  follow: boolean;
  onFollow: (on: boolean) => void;
  search: string;
  hit: HitPlace | null;
  log: ReturnType<typeof useStepLog>;
  /** Said in place of lines; null while they are read. */
  nothing: string | null;
}) {
  const zone = useTimeZone();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 30,
    paddingStart: 8,
    paddingEnd: 8,
  });
  const held = log.chunks;
  const hitLine =
    hit && hit.chunk >= (held[0]?.chunk ?? 0) && hit.chunk <= (held.at(-1)?.chunk ?? -1)
      ? lineOfHit(lines, hit, search)
      : -1;

  useEffect(() => {
    if (follow && log.last && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follow, log.last, lines, rows]);

  useEffect(() => {
    if (hitLine >= 0) rows.scrollToIndex(hitLine, { align: 'center' });
  }, [hitLine, rows]);

  // What was read before or let go there must not move what is looked at.
  const top = useRef<{ key: string; offset: number } | null>(null);
  const firstChunk = held[0]?.chunk;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when what is held begins elsewhere
  useLayoutEffect(() => {
    const kept = top.current;
    if (follow || !kept) return;
    const index = lines.findIndex(({ key }) => key === kept.key);
    if (index > 0) rows.scrollToOffset((rows.getOffsetForIndex(index, 'start')?.[0] ?? 0) + kept.offset);
  }, [firstChunk]);

  const scrolled = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    // By the place itself: the rows drawn are still those from before the scrolling.
    const below = scrollHeight - scrollTop - clientHeight;
    const first = rows.getVirtualItemForOffset(scrollTop);
    top.current = first ? { key: String(first.key), offset: scrollTop - first.start } : null;
    const atBottom = below < bottomPx;
    if (!follow && !log.first && scrollTop < nearPx) void log.earlier();
    if (!log.last && below < nearPx) void log.later();
    if (atBottom && log.last && !follow && hit === null) onFollow(true);
  };

  const time = (at: string) => new Date(at).toLocaleTimeString('en-GB', { timeZone: zone });
  return (
    <div
      ref={box}
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={scrolled}
      onWheel={(event) => event.deltaY < 0 && onFollow(false)}
      onTouchMove={() => onFollow(false)}
      onKeyDown={(event) => ['ArrowUp', 'PageUp', 'Home'].includes(event.key) && onFollow(false)}
      className="min-h-0 flex-1 overflow-auto border-line border-t bg-sunken font-mono text-2xs leading-4.5"
    >
      {lines.length === 0 && nothing ? <p className="px-3 pt-2 text-muted italic">{nothing}</p> : null}
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => {
          const line = lines[row.index];
          if (!line) return null;
          return (
            <div
              key={line.key}
              data-index={row.index}
              ref={rows.measureElement}
              className={look.wrap ? 'absolute inset-x-0' : 'absolute left-0 min-w-full'}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <AnsiLine
                text={line.text}
                stream={line.stream}
                time={look.times ? time(line.at) : undefined}
                wrap={look.wrap}
                mark={search}
                current={row.index === hitLine}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
