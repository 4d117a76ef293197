'use client';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { exactTime } from '#lib/domain/exact-time.ts';
import { cn } from './cn.ts';
import { durationText, relativeTime } from './relative-time.ts';
import { useTimeZone } from './time-zone.tsx';

const listeners = new Set<() => void>();
let clock: ReturnType<typeof setInterval> | undefined;

/** One interval for every time on the page; a component draws again only when its own words change. */
function onTick(listener: () => void): () => void {
  listeners.add(listener);
  clock ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(clock);
      clock = undefined;
    }
  };
}

const Still = createContext<number | null>(null);

/** Inside it is this time (milliseconds since the epoch), and stays so; null: it goes on. */
export const StillClock = Still.Provider;

/** Text that follows the clock; `text` gets the time in milliseconds since the epoch. */
function useTicking(text: (now: number) => string, onServer: string): string {
  const still = useContext(Still);
  return useSyncExternalStore(
    onTick,
    () => text(still ?? Date.now()),
    () => onServer,
  );
}

type Moment = string | number | Date;

/** A moment in relative words, the exact one in the reader's zone on hover. `exact` shows the exact one at once. */
export function Time({ at, exact, className }: { at: Moment; exact?: boolean; className?: string }) {
  const moment = new Date(at).getTime();
  const zone = useTimeZone();
  const text = useCallback(
    (now: number) => (exact ? exactTime(moment, zone) : relativeTime(moment, now)),
    [exact, moment, zone],
  );
  const valid = Number.isFinite(moment);
  const shown = useTicking(valid ? text : () => '–', valid ? new Date(moment).toISOString().slice(0, 10) : '–');
  if (!valid) return <span className={className}>–</span>;
  return (
    <time
      dateTime={new Date(moment).toISOString()}
      title={exactTime(moment, zone)}
      suppressHydrationWarning
      className={cn('whitespace-nowrap', className)}
    >
      {shown}
    </time>
  );
}

/** How long something took, or, without `to`, how long it has lasted so far. */
export function Duration({ from, to, className }: { from: Moment; to?: Moment | null; className?: string }) {
  const start = new Date(from).getTime();
  const end = to === undefined || to === null ? undefined : new Date(to).getTime();
  const text = useCallback((now: number) => durationText((end ?? now) - start), [end, start]);
  return (
    <span className={cn('whitespace-nowrap tabular-nums', className)} suppressHydrationWarning>
      {useTicking(text, end === undefined ? '…' : durationText(end - start))}
    </span>
  );
}
