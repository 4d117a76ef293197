import type { LogChunkView } from '#lib/contracts/step-log.ts';

/**
 * The part of a log that the page holds: chunks without a gap. `first`, `last`: whether the log's own are among them.
 * `by`: until then (Unix ms) nothing was written behind them.
 */
export type LogWindow = { chunks: readonly LogChunkView[]; first: boolean; last: boolean; by?: number };

export const emptyWindow: LogWindow = { chunks: [], first: false, last: false };

/** Characters held while somebody reads, and while the end is followed: each push makes the lines anew. */
const heldReading = 4_000_000;
const heldFollowing = 1_500_000;

/** The window that begins before: what does not fit any more is let go at its end. `whole`: nothing stands before these. */
export function earlier(window: LogWindow, chunks: readonly LogChunkView[], whole: boolean): LogWindow {
  const before = chunks.filter(({ chunk }) => chunk < (window.chunks[0]?.chunk ?? Number.POSITIVE_INFINITY));
  const all = [...before, ...window.chunks];
  const keep = fitting(all, heldReading);
  const same = keep === all.length;
  return { chunks: all.slice(0, keep), first: whole, last: window.last && same, ...(same && { by: window.by }) };
}

/**
 * The window with what follows it; at its beginning is let go what does not fit any more. `whole`: nothing stands behind
 * these. Chunks that it has already are not taken again.
 */
export function later(
  window: LogWindow,
  chunks: readonly LogChunkView[],
  { whole, following }: { whole: boolean; following: boolean },
): LogWindow {
  const last = window.chunks.at(-1)?.chunk ?? -1;
  const fresh = chunks.filter(({ chunk }) => chunk > last);
  if (fresh.length === 0 && window.last === whole) return window;
  const all = [...window.chunks, ...fresh];
  const keep = fitting(all.toReversed(), following ? heldFollowing : heldReading);
  return {
    chunks: all.slice(all.length - keep),
    first: (window.first || all[0]?.chunk === 0) && keep === all.length,
    last: whole,
  };
}

/** What of it was written by a moment (Unix ms), as if the log ended there. */
export function writtenBy({ chunks, first, last, by = Number.NEGATIVE_INFINITY }: LogWindow, until: number): LogWindow {
  const then = chunks.filter(({ at }) => Date.parse(at) <= until);
  return { chunks: then, first, last: last || by >= until || then.length < chunks.length };
}

/** Whether it says how the log ended at that moment (Unix ms); null: how it ends now. */
export function saysEnd(window: LogWindow, until: number | null): boolean {
  if (until === null) return window.last;
  const then = writtenBy(window, until);
  return then.last && (then.first || then.chunks.length > 0);
}

/** The window with what was pushed; null when that does not go on where it ends. */
export function pushed(window: LogWindow, chunks: readonly LogChunkView[]): LogWindow | null {
  const goesOn = window.last && (chunks[0]?.chunk ?? 0) <= (window.chunks.at(-1)?.chunk ?? -1) + 1;
  return goesOn ? later(window, chunks, { whole: true, following: true }) : null;
}

/** The window of who looks at a moment of the past while more is written: as it was, and the log's end no more. */
export const leftBehind = (window: LogWindow, until: number): LogWindow =>
  window.last ? { ...window, last: false, by: until } : window;

/** How many of them, from the beginning, may be held; never none. */
function fitting(chunks: readonly LogChunkView[], held: number): number {
  let size = 0;
  const over = chunks.findIndex(({ text }) => {
    size += text.length;
    return size > held;
  });
  return over === -1 ? chunks.length : Math.max(1, over);
}
