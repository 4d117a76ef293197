const units = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });

/** "4 minutes ago", "in 2 hours"; within 5 s "just now". Both in milliseconds since the epoch. */
export function relativeTime(at: number, now: number): string {
  let amount = (at - now) / 1000;
  if (Math.abs(amount) < 5) return 'just now';
  for (const [unit, size] of units) {
    if (Math.abs(Math.round(amount)) < size) return words.format(Math.round(amount), unit);
    amount /= size;
  }
  return '';
}

/** A length of time in its two largest units: 950 ms → "0.9 s", 75 s → "1 m 15 s". */
export function durationText(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) return ms < 100 ? `${Math.round(ms)} ms` : `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} m ${seconds % 60} s` : `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} m` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
}
