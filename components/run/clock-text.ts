/** The time of day, with its date where that is not today's: "14:05", "22 Nov, 14:05". In the reader's zone. */
export function clockText(at: Date, now: Date): string {
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const sameDay = at.toDateString() === now.toDateString();
  return at.toLocaleString('en-GB', sameDay ? time : { day: 'numeric', month: 'short', ...time });
}
