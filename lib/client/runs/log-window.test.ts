import { expect, test } from 'vitest';
import { earlier, emptyWindow, later, leftBehind, pushed, saysEnd, writtenBy } from './log-window.ts';

const chunks = (from: number, to: number, length = 32_768) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    attempt: 1,
    chunk: from + index,
    at: '2030-01-31T14:02:00.000Z',
    stream: 'stdout' as const,
    text: 'x'.repeat(length),
  }));
const ends = ({ chunks: held }: { chunks: readonly { chunk: number }[] }) => [held[0]?.chunk, held.at(-1)?.chunk];
const size = ({ chunks: held }: { chunks: readonly { text: string }[] }) =>
  held.reduce((sum, { text }) => sum + text.length, 0);

test('scrolling through 50 MB holds a bounded part of it, without a gap, at either end', () => {
  const total = 1600;
  let window = later(emptyWindow, chunks(1540, 1599), { whole: true, following: false });
  while (!window.first) {
    const before = window.chunks[0]!.chunk;
    const page = chunks(Math.max(0, before - 60), before - 1);
    window = earlier(window, page, page[0]!.chunk === 0);
    expect(size(window)).toBeLessThanOrEqual(4_000_000);
  }
  expect(ends(window)[0]).toBe(0);
  expect(window.last).toBe(false);
  while (!window.last) {
    const last = window.chunks.at(-1)!.chunk;
    const page = chunks(last + 1, Math.min(total - 1, last + 60));
    window = later(window, page, { whole: page.at(-1)!.chunk === total - 1, following: false });
    expect(size(window)).toBeLessThanOrEqual(4_000_000);
    const from = window.chunks[0]!.chunk;
    expect(window.chunks.map(({ chunk }) => chunk)).toEqual(window.chunks.map((_, index) => from + index));
  }
  expect(ends(window)[1]).toBe(total - 1);
  expect(window.first).toBe(false);
});

test('following the end holds less, and takes no chunk twice', () => {
  let window = later(emptyWindow, chunks(0, 3, 10), { whole: true, following: true });
  expect([window.first, window.last]).toEqual([true, true]);
  window = later(window, chunks(2, 5, 10), { whole: true, following: true });
  expect(window.chunks.map(({ chunk }) => chunk)).toEqual([0, 1, 2, 3, 4, 5]);
  window = later(window, chunks(6, 200), { whole: true, following: true });
  expect(size(window)).toBeLessThanOrEqual(1_500_000);
  expect([window.first, ends(window)[1]]).toEqual([false, 200]);
});

test('what is pushed is taken only where it goes on', () => {
  const window = later(emptyWindow, chunks(0, 3, 10), { whole: true, following: true });
  expect(ends(pushed(window, chunks(3, 4, 10))!)).toEqual([0, 4]);
  expect(pushed(window, chunks(5, 6, 10))).toBeNull();
  expect(pushed({ ...window, last: false }, chunks(4, 4, 10))).toBeNull();
  expect(ends(pushed({ ...emptyWindow, last: true }, chunks(0, 0, 10))!)).toEqual([0, 0]);
});

test('at a moment of the past it ends with what was written by then, and says whether it knows that end', () => {
  const at = (minute: number) => Date.parse('2030-01-31T14:00:00.000Z') + minute * 60_000;
  const written = chunks(10, 19, 10).map((chunk) => ({ ...chunk, at: new Date(at(chunk.chunk)).toISOString() }));
  const live = { chunks: written, first: false, last: true };
  expect(ends(writtenBy(live, at(15)))).toEqual([10, 15]);
  expect(writtenBy(live, at(15)).last).toBe(true);
  // Before the first that is held there may be others, unless it is the log's first.
  expect(saysEnd(live, at(5))).toBe(false);
  expect(saysEnd({ ...live, first: true }, at(5))).toBe(true);
  // Behind the last that is held there may be others of that time, unless it was read for a moment as late.
  const early = { ...live, last: false };
  expect(saysEnd(early, at(30))).toBe(false);
  expect(saysEnd({ ...early, by: at(31) }, at(30))).toBe(true);
  expect(saysEnd({ ...early, by: at(25) }, at(30))).toBe(false);
  expect(saysEnd(early, at(18))).toBe(true);
});

test('left behind by what was written meanwhile, it still says the end of the moment that was looked at', () => {
  const window = later(emptyWindow, chunks(0, 3, 10), { whole: true, following: true });
  const at = Date.parse('2030-01-31T14:02:30.000Z');
  const behind = leftBehind(window, at);
  expect(saysEnd(behind, null)).toBe(false);
  expect(saysEnd(behind, at)).toBe(true);
  expect(saysEnd(behind, at + 1)).toBe(false);
  expect(leftBehind(behind, at + 1)).toBe(behind);
});
