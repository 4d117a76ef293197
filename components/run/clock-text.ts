/** The time of day, with its date where that is not today's: "14:05", "22 Nov, 14:05". In that zone, or the device's own. */
export function clockText(at: Date, now: Date, timeZone?: string): string {
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const day = (moment: Date) => moment.toLocaleDateString('en-GB', { timeZone });
  const date = day(at) === day(now) ? {} : ({ day: 'numeric', month: 'short' } as const);
  return at.toLocaleString('en-GB', { ...date, ...time, timeZone });
}
