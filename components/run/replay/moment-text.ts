import { durationText } from '#components/ui/relative-time.ts';
import { toldTime } from '#lib/domain/told-time.ts';

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;

/** "At 14:02:31, 3 m in": the time of day of a moment in a zone, and how far that is into the run. Both in Unix ms. */
export function momentText(at: number, from: number, timeZone?: string): string {
  const time = toldTime(at, clock, timeZone);
  return `At ${time}, ${durationText(at - from)} in`;
}

/** Speeds to play at; `fit`: the whole run in ten seconds. */
export const speeds = ['1', '5', '10', '50', 'fit'] as const;
export type Speed = (typeof speeds)[number];

const fitMs = 10_000;

/** How many times faster than it was. `stretch`: the run's length in ms. */
export const factorOf = (speed: Speed, stretch: number): number =>
  speed === 'fit' ? Math.max(stretch / fitMs, Number.EPSILON) : Number(speed);

export const speedText = (speed: Speed): string => (speed === 'fit' ? 'Fit in 10 s' : `${speed}×`);
