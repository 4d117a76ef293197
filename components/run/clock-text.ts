import { toldTime } from '#lib/domain/told-time.ts';

const clock = { hour: '2-digit', minute: '2-digit' } as const;
const dayAndClock = { day: 'numeric', month: 'short', ...clock } as const;
const wholeDay = { day: 'numeric', month: 'numeric', year: 'numeric' } as const;

/** The time of day, with its date where that is not today's: "14:05", "22 Nov, 14:05". In that zone, or the device's own. */
export function clockText(at: Date, now: Date, timeZone?: string): string {
  const day = (moment: Date) => toldTime(moment.getTime(), wholeDay, timeZone);
  return toldTime(at.getTime(), day(at) === day(now) ? clock : dayAndClock, timeZone);
}
