/** The part of time that is in sight. Unix ms. */
export type Stretch = { from: number; to: number };

/** Closer is nothing to see: events have whole milliseconds. */
const shortestMs = 20;

/** Nearer (factor below 1) or farther around a time, never beyond the whole. */
export function zoomed(shown: Stretch, around: number, factor: number, whole: Stretch): Stretch {
  const length = shown.to - shown.from;
  const wanted = Math.min(whole.to - whole.from, Math.max(shortestMs, length * factor));
  const share = length === 0 ? 0.5 : (around - shown.from) / length;
  return within({ from: around - wanted * share, to: around + wanted * (1 - share) }, whole);
}

/** Earlier or later by so many ms, as far as there is something. */
export const panned = ({ from, to }: Stretch, by: number, whole: Stretch): Stretch =>
  within({ from: from + by, to: to + by }, whole);

function within({ from, to }: Stretch, whole: Stretch): Stretch {
  const length = Math.min(to - from, whole.to - whole.from);
  const begin = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: begin, to: begin + length };
}
