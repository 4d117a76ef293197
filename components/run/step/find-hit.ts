import type { HitPlace } from '#lib/client/runs/use-log-hits.ts';
import { inert } from './inert.ts';
import type { LogLine } from './log-lines.ts';

/** The line on which the nth hit of a chunk stands; the nearest one where it is hidden, -1 while the chunk is not here. */
export function lineOfHit(lines: readonly LogLine[], { chunk, nth }: HitPlace, text: string): number {
  const wanted = text.toLowerCase();
  let left = nth;
  let found = -1;
  for (let index = lines.findIndex((line) => line.chunk >= chunk); index >= 0 && index < lines.length; index++) {
    const line = lines[index]!;
    if (line.chunk > chunk) return found === -1 ? index : found;
    const here = inert(line.text).toLowerCase().split(wanted).length - 1;
    if (here > 0) found = index;
    if (left < here) return index;
    left -= here;
  }
  return found;
}

/** A text cut at every place where the wanted one stands: plain, hit, plain, … */
export function cutAtHits(text: string, wanted: string): string[] {
  if (wanted === '') return [text];
  const small = text.toLowerCase();
  // Some letters change their length with their case: then places would be wrong.
  if (small.length !== text.length) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = small.indexOf(wanted.toLowerCase()); at !== -1; at = small.indexOf(wanted.toLowerCase(), from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
