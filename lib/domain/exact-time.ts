import { toldTime } from './told-time.ts';

const options = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
} as const;

/** A moment (milliseconds since the epoch) in a time zone by its name, or the machine's own: "21 Nov 2026, 14:02:11 UTC". */
export const exactTime = (at: number, timeZone?: string): string => toldTime(at, options, timeZone);
