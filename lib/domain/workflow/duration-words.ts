import { formatDuration, parseDuration } from './duration.ts';

const units = [
  ['day', 86_400_000, /^d(ays?)?$/],
  ['hour', 3_600_000, /^h((ou)?rs?)?$/],
  ['minute', 60_000, /^m(in(ute)?s?)?$/],
  ['second', 1000, /^s(ec(ond)?s?)?$/],
  ['millisecond', 1, /^(ms|milliseconds?)$/],
] as const;

/** Milliseconds as one says them: 5,400,000 → "1 hour 30 minutes". */
export function durationWords(ms: number): string {
  const parts: string[] = [];
  let left = ms;
  for (const [name, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ') || 'no time at all';
}

/**
 * A duration said in words ("5 minutes", "1 hour and 30 min", "2 weeks") as a file writes it (`5m`, `90m`, `14d`); one
 * that is written already stays as it is. Null for anything else.
 */
export function readDurationWords(text: string): string | null {
  const said = text.trim().toLowerCase();
  if (parseDuration(said) !== null) return said;
  const parts = said.replace(/\band\b|,/g, ' ').match(/\d+(?:\.\d+)?\s*[a-z]+/g);
  if (!parts || said.replace(/\band\b|,|\s/g, '') !== parts.join('').replace(/\s/g, '')) return null;
  let ms = 0;
  for (const part of parts) {
    const [, count = '', word = ''] = /^([\d.]+)\s*([a-z]+)$/.exec(part) ?? [];
    const size = /^w(eeks?)?$/.test(word) ? 7 * 86_400_000 : units.find(([, , named]) => named.test(word))?.[1];
    if (size === undefined) return null;
    ms += Number(count) * size;
  }
  return formatDuration(Math.round(ms));
}
