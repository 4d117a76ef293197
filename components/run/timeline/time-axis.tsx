import { type PointerEvent, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { Stretch } from './stretch.ts';
import { timeTicks } from './ticks.ts';

const tickWidth = 90;

/** Real times above the rows. Drag it to look earlier or later; with `onSeek`, a drag moves the playhead instead. */
export function TimeAxis({
  shown,
  width,
  zone,
  onPan,
  onSeek,
}: {
  shown: Stretch;
  width: number;
  zone: string | undefined;
  onPan: (px: number) => void;
  onSeek?: (at: number) => void;
}) {
  const last = useRef<number | null>(null);
  const x = (at: number) => ((at - shown.from) / (shown.to - shown.from)) * width;
  // One whose words would be cut off says nothing.
  const ticks =
    width > 0
      ? timeTicks(shown.from, shown.to, Math.max(2, width / tickWidth), zone).filter(
          ({ at }) => x(at) < width - tickWidth / 2,
        )
      : [];
  const seek = (event: PointerEvent<HTMLDivElement>) => {
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left;
    onSeek?.(shown.from + (px / width) * (shown.to - shown.from));
  };
  return (
    <div
      className={cn(
        'relative h-6 touch-none select-none overflow-hidden',
        onSeek ? 'cursor-col-resize' : 'cursor-grab',
      )}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = event.clientX;
        seek(event);
      }}
      onPointerMove={(event) => {
        if (last.current === null) return;
        if (onSeek) seek(event);
        else onPan(last.current - event.clientX);
        last.current = event.clientX;
      }}
      onPointerUp={() => {
        last.current = null;
      }}
      aria-hidden="true"
    >
      {ticks.map(({ at, text }) => (
        <span
          key={at}
          className="absolute inset-y-0 whitespace-nowrap border-line-strong border-l pl-1 text-2xs text-faint leading-6 tabular-nums"
          style={{ left: x(at) }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
