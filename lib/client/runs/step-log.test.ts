import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogChunkView } from '#lib/contracts/step-log.ts';
import { writtenBy } from './log-window.ts';
import { type LogQuery, type LogReading, StepLog, unreadLog } from './step-log.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const start = Date.parse('2030-01-31T14:00:00.000Z');
/** The time at which a chunk was written: one a minute. */
const at = (chunk: number) => start + chunk * 60_000;
const chunkOf = (chunk: number): LogChunkView => ({
  attempt: 1,
  chunk,
  at: new Date(at(chunk)).toISOString(),
  stream: 'stdout',
  text: `line ${chunk}\n`,
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => chunkOf(from + index));

/** A log on a server, chunks 0 to `last`; a read answers with what there was when it was asked, as soon as it may. */
function world(last: number) {
  const told = { last, reads: [] as LogQuery[], failures: 0, now: unreadLog as LogReading };
  let held: Promise<void> = Promise.resolve();
  const log = new StepLog({
    step: 'build',
    attempt: 1,
    read: async (query) => {
      told.reads.push(query);
      const { after = -1, before, until, limit } = query;
      const upTo = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
      const all = range(0, told.last).filter((one) => Date.parse(one.at) <= upTo);
      const rest =
        before === undefined ? all.filter((one) => one.chunk > after) : all.filter((one) => one.chunk < before);
      const items = before === undefined ? rest.slice(0, limit) : rest.slice(-limit);
      await held;
      if (told.failures-- > 0) throw new Error('the line is cut');
      return { items, nextCursor: items.length < rest.length ? 'more' : null };
    },
    onChange: (reading) => {
      told.now = reading;
    },
  });
  return {
    log,
    told,
    /** Answers wait until what it gives back is called. */
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    push(from: number, to: number) {
      told.last = to;
      log.hear({ type: 'log', runId: 'r', step: 'build', attempt: 1, chunks: range(from, to) });
    },
    shown: (until: number | null) => {
      const { window } = told.now;
      return (until === null ? window : writtenBy(window, until)).chunks.map(({ chunk }) => chunk);
    },
  };
}
const soon = () => vi.advanceTimersByTimeAsync(0);
const rested = () => vi.advanceTimersByTimeAsync(200);

test('back in the present while a moment of the past is being read, it goes on with the end', async () => {
  const { log, told, hold, push, shown } = world(199);
  log.goTo(null);
  await soon();
  expect(shown(null).at(-1)).toBe(199);
  const answer = hold();
  log.goTo(at(20));
  await rested();
  expect(told.reads.at(-1)?.until).toBeDefined();
  log.goTo(null);
  await soon();
  answer();
  await rested();
  expect(told.now.window.last).toBe(true);
  push(200, 201);
  await soon();
  expect(shown(null).at(-1)).toBe(201);
});

test('a page that opens at a moment of the past and leaves it before that was read shows the end', async () => {
  const { log, told, hold, shown } = world(99);
  const answer = hold();
  log.goTo(at(20));
  await soon();
  log.goTo(null);
  answer();
  await rested();
  expect([told.now.loaded, told.now.window.last, shown(null).at(-1)]).toEqual([true, true, 99]);
});

test('of moments that are passed by, the one that is rested at is read', async () => {
  const { log, told, shown } = world(199);
  log.goTo(null);
  await soon();
  for (const minute of [60, 50, 40, 30]) {
    log.goTo(at(minute));
    await soon();
  }
  await rested();
  expect(told.reads).toHaveLength(2);
  expect(shown(at(30)).at(-1)).toBe(30);
});

test('what is written while somebody looks at the past takes nothing of it away, and is there in the present', async () => {
  const { log, told, push, shown } = world(59);
  log.goTo(null);
  await soon();
  log.goTo(at(40));
  await rested();
  const then = shown(at(40));
  for (let chunk = 60; chunk < 70; chunk += 1) push(chunk, chunk);
  expect(shown(at(40))).toEqual(then);
  expect(told.reads).toHaveLength(1);
  log.goTo(null);
  await rested();
  expect(shown(null).at(-1)).toBe(69);
});

test('after a new connection while somebody looked at the past, the present is read anew', async () => {
  const { log, told, shown } = world(59);
  log.goTo(null);
  await soon();
  log.goTo(at(40));
  told.last = 62;
  log.hear(null);
  log.goTo(null);
  await rested();
  expect(shown(null).at(-1)).toBe(62);
});

test('what was written while it read, and pushed too early, is read after it', async () => {
  const { log, told, hold, push, shown } = world(9);
  const answer = hold();
  log.goTo(null);
  await soon();
  push(10, 12);
  log.hear(null);
  answer();
  await rested();
  expect(shown(null)).toEqual(range(0, 12).map(({ chunk }) => chunk));
  expect(told.reads).toHaveLength(2);
});

test('a read that failed says so, and a new connection reads again', async () => {
  const { log, told, shown } = world(9);
  told.failures = 1;
  log.goTo(null);
  await soon();
  expect([told.now.loaded, told.now.error?.message]).toEqual([true, 'the line is cut']);
  log.hear(null);
  await soon();
  expect([told.now.error, shown(null).length]).toEqual([null, 10]);
});
