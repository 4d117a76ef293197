'use client';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';

/** Something worth finding again on the line. */
export type Mark = { at: number; tone: 'seal' | 'failed'; text: string };

/**
 * The line of a run's time with its playhead: dragged, or moved by the arrow keys an event at a time (with Shift ten).
 * All times in Unix ms.
 */
export function Scrubber({
  from,
  to,
  at,
  text,
  marks,
  onSeek,
  onStep,
  onEdge,
  onToggle,
}: {
  from: number;
  to: number;
  /** Null: the present. */
  at: number | null;
  /** The playhead's place in words. */
  text: string;
  marks: readonly Mark[];
  onSeek: (at: number) => void;
  onStep: (by: number) => void;
  onEdge: (edge: 'first' | 'live') => void;
  onToggle: () => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);
  const span = Math.max(1, to - from);
  const share = (time: number) => `${Math.min(100, Math.max(0, ((time - from) / span) * 100))}%`;
  const seek = (event: PointerEvent) => {
    const box = line.current?.getBoundingClientRect();
    if (box) onSeek(from + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * span);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.shiftKey ? 10 : 1;
    const acts = new Map([
      ['ArrowLeft', () => onStep(-by)],
      ['ArrowRight', () => onStep(by)],
      ['Home', () => onEdge('first')],
      ['End', () => onEdge('live')],
      [' ', onToggle],
    ]);
    const act = acts.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const head = at === null ? '100%' : share(at);
  return (
    <div
      ref={line}
      role="slider"
      tabIndex={0}
      aria-label="Time of the run"
      aria-valuemin={0}
      aria-valuemax={Math.round(span)}
      aria-valuenow={Math.round(at === null ? span : at - from)}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        dragging.current = true;
        seek(event);
      }}
      onPointerMove={(event) => dragging.current && seek(event)}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
      className="group/line relative h-7 min-w-0 flex-1 cursor-pointer touch-none rounded-md focus-visible:outline-2 focus-visible:outline-accent"
    >
      <span className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-ink-4" />
      <span
        className={cn(
          'absolute top-1/2 left-0 h-1 -translate-y-1/2 rounded-full',
          at === null ? 'bg-ink-8' : 'bg-accent',
        )}
        style={{ width: head }}
      />
      {marks.map((mark, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: several may stand in one moment; their order never changes
          key={index}
          title={mark.text}
          className={cn(
            'absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rotate-45 rounded-[1px] border border-surface',
            mark.tone === 'seal' ? 'bg-seal' : 'bg-status-failed',
          )}
          style={{ left: share(mark.at) }}
        />
      ))}
      <span
        className={cn(
          'absolute top-1/2 size-3.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 bg-surface transition-[scale] group-hover/line:scale-110',
          at === null ? 'border-ink-8' : 'border-accent',
        )}
        style={{ left: head }}
      />
    </div>
  );
}
