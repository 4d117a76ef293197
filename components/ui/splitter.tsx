'use client';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { cn } from './cn.ts';

const step = 24;

type Side = 'left' | 'right' | 'bottom';

/** Pixels the panel grows when the pointer or an arrow moves by `amount` towards the right or the bottom. */
const grows = (side: Side, amount: number) => (side === 'left' ? amount : -amount);

/**
 * Main content with a side panel whose size is dragged (or moved with the arrow keys) and remembered under `id`.
 * Below 768 px the panel lies under the content, at its natural height; pass `panel={null}` to close it. Where the server
 * paints the panel already, `className` says its first size: `[--panel-size:340px]`.
 */
export function Splitter({
  id,
  side = 'right',
  size: startSize = 360,
  min = 240,
  max = 800,
  panel,
  label,
  className,
  children,
}: {
  id: string;
  side?: Side;
  /** Pixels, before anybody moved it. */
  size?: number;
  min?: number;
  max?: number;
  panel: ReactNode;
  /** Names the handle: "Width of the step panel". */
  label: string;
  className?: string;
  children: ReactNode;
}) {
  const [size, setSize] = useState(startSize);
  const [placed, setPlaced] = useState(false);
  const dragging = useRef<{ from: number; size: number } | null>(null);
  const key = `splitter ${id}`;
  const bounded = (value: number) => Math.round(Math.min(max, Math.max(min, value)));
  const upright = side !== 'bottom';

  useEffect(() => {
    setPlaced(true);
    const kept = Number(localStorage.getItem(key));
    if (kept) setSize(Math.min(max, Math.max(min, kept)));
  }, [key, min, max]);

  const keep = (value: number) => {
    setSize(value);
    localStorage.setItem(key, String(value));
  };
  const at = (event: PointerEvent) => (upright ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent) => {
    const back = upright ? 'ArrowLeft' : 'ArrowUp';
    const forth = upright ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== back && event.key !== forth) return;
    event.preventDefault();
    keep(bounded(size + grows(side, event.key === forth ? step : -step)));
  };

  const handle = (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onDoubleClick={() => keep(startSize)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        dragging.current = { from: at(event), size };
      }}
      onPointerMove={(event) => {
        if (dragging.current) setSize(bounded(dragging.current.size + grows(side, at(event) - dragging.current.from)));
      }}
      onPointerUp={() => {
        if (dragging.current) keep(size);
        dragging.current = null;
      }}
      onPointerCancel={() => {
        dragging.current = null;
      }}
      className={cn(
        'relative z-10 shrink-0 touch-none bg-line transition-colors hover:bg-accent focus-visible:bg-accent focus-visible:outline-none active:bg-accent max-md:hidden',
        'before:absolute before:content-[""]',
        upright
          ? 'w-px cursor-col-resize before:inset-y-0 before:-inset-x-1'
          : 'h-px cursor-row-resize before:inset-x-0 before:-inset-y-1',
      )}
    />
  );
  const aside = (
    <div
      // Only once our script is there: the policy for pages takes no style attributes from the server.
      style={placed ? ({ '--panel-size': `${size}px` } as React.CSSProperties) : undefined}
      className={cn(
        'min-h-0 min-w-0 shrink-0 overflow-auto max-md:border-t',
        upright ? 'md:w-(--panel-size)' : 'md:h-(--panel-size)',
      )}
    >
      {panel}
    </div>
  );
  const shown = panel !== null && panel !== undefined && panel !== false;
  return (
    <div
      className={cn(
        'flex h-full min-h-0 w-full min-w-0 max-md:h-auto max-md:min-h-full max-md:flex-col',
        !upright && 'flex-col',
        className,
      )}
    >
      {shown && side === 'left' ? (
        <>
          {aside}
          {handle}
        </>
      ) : null}
      <div className="min-h-0 min-w-0 flex-1 overflow-auto max-md:min-h-[50dvh]">{children}</div>
      {shown && side !== 'left' ? (
        <>
          {handle}
          {aside}
        </>
      ) : null}
    </div>
  );
}
