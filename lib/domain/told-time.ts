const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment (milliseconds since the epoch) as British English tells it, in a zone by its name or the machine's own. Making
 * a format takes a hundred times as long as using one, and a live page tells many times a second.
 */
export function toldTime(at: number, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
  if (Number.isNaN(at)) return '–';
  const key = JSON.stringify([options, timeZone]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  formats.set(key, format);
  return format.format(at);
}
