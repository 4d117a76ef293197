import { expect, test } from 'vitest';
import type { RunView } from '#lib/contracts/run.ts';
import { eventView } from '#lib/contracts/run-view/event-view.ts';
import { type RunFacts, runView } from '#lib/contracts/run-view/run-view.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { fold } from '#lib/domain/run/evolve.ts';
import { toSnapshot } from '#lib/domain/run/snapshot.ts';
import { Play, person } from '#lib/domain/run/testing/play.ts';
import { RunHistory } from './history.ts';
import { LiveRun } from './live-run.ts';
import { Replay } from './replay.ts';

const facts: RunFacts = {
  id: 'r',
  number: 1,
  draft: false,
  layout: { positions: {} },
  eta: null,
  parent: null,
  previews: new Map(),
  children: new Map(),
  unserved: new Set(),
  queued: null,
};
const shell = (id: string, more: object = {}) => ({ id, kind: 'shell', with: { run: 'true' }, ...more });

/** Runs through whatever is waiting; long enough for reads that answer at once. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((wake) => setTimeout(wake, 0));
};
const shownAt = (events: readonly RunEvent[], seq: number) => runView(fold(events.slice(0, seq))!, facts);
const plain = (view: RunView | null) => JSON.parse(JSON.stringify(view));

function played() {
  const play = new Play({
    name: 'w',
    steps: [
      shell('a', { retry: { max: 1, initial: '5s', jitter: false } }),
      shell('b', { needs: ['a'], gate: { placement: 'after' } }),
      shell('c', { needs: ['a'] }),
      shell('d', { needs: ['b', 'c'] }),
    ],
  }).admit();
  play.now += 1000;
  play.fail('a');
  play.now += 5000;
  play.prepare('a');
  play.now += 2000;
  play.succeed('a');
  play.now += 500;
  play.succeed('b').succeed('c');
  play.now += 60_000;
  play.vote('b', person('ana'), 'approve');
  play.now += 10;
  play.succeed('d');
  return play.events;
}

/** A run of which the server has the first so many events. */
async function opened(events: readonly RunEvent[], at: number) {
  const server = { last: at, frames: [] as (() => void)[] };
  const run = new LiveRun({
    snapshot: async () => ({
      seq: at,
      state: JSON.parse(JSON.stringify(toSnapshot(fold(events.slice(0, at))!))) as unknown,
    }),
    events: async (after) => ({ items: events.slice(after, server.last).map(eventView), nextCursor: null }),
    view: async () => plain(shownAt(events, server.last)),
    mayRetry: () => true,
    nextFrame: (paint) => server.frames.push(paint),
  });
  run.open();
  await settle();
  const paint = () => {
    for (const frame of server.frames.splice(0)) frame();
  };
  paint();
  const push = (from: number, to: number) => {
    server.last = Math.max(server.last, to);
    run.onMessage({ type: 'events', runId: 'r', fromSeq: from, events: events.slice(from - 1, to).map(eventView) });
  };
  return { run, server, paint, push };
}

test('after every event it shows what the server would show', async () => {
  const events = played();
  const { run, paint, push } = await opened(events, 1);
  expect(plain(run.view)).toEqual(plain(shownAt(events, 1)));
  for (let seq = 2; seq <= events.length; seq++) {
    push(seq, seq);
    await settle();
    paint();
    expect(plain(run.view), `after ${events[seq - 1]!.type}`).toEqual(plain(shownAt(events, seq)));
  }
  run.close();
});

test('a burst is one picture, in which what nothing moved keeps its object', async () => {
  const events = played();
  const from = events.findIndex(({ type, data }) => type === 'attempt.succeeded' && data.step === 'a') + 1;
  const { run, server, paint, push } = await opened(events, from);
  const before = run.view!;
  let pictures = 0;
  const end = run.watch(() => {
    pictures += 1;
  });
  push(from + 1, from + 1);
  push(from + 2, from + 2);
  expect(server.frames.length).toBe(1);
  paint();
  expect(pictures).toBe(1);
  const same = (id: string) =>
    run.view!.steps.find((step) => step.id === id) === before.steps.find((step) => step.id === id);
  expect([same('d'), same('b') && same('c')]).toEqual([true, false]);
  end();
  run.close();
});

test('every moment of the past is shown as it was, in any order, and nothing can be done there', async () => {
  const events = played();
  const history = new RunHistory(async (after) => ({ events: events.slice(after), more: false }));
  await history.load();
  const frames: (() => void)[] = [];
  const replay = new Replay(history, { facts: () => facts, nextFrame: (paint) => frames.push(() => paint(0)) });
  const order = [events.length, 3, 4, 5, 1, ...events.map((_, index) => index + 1)];
  for (const seq of order) {
    replay.seek(seq);
    for (const frame of frames.splice(0)) frame();
    const expected = shownAt(events, seq);
    const steps = expected.steps.map((step) => ({ ...step, may: { retry: false, skip: false } }));
    expect(plain(replay.moment!.view), `at ${seq}`).toEqual(plain({ ...expected, steps }));
  }
  replay.live();
  expect(replay.moment).toBe(null);
});

test('playing goes through the whole run at its speed and stops at the end', async () => {
  const events = played();
  const history = new RunHistory(async (after) => ({ events: events.slice(after), more: false }));
  await history.load();
  const frames: ((now: number) => void)[] = [];
  const replay = new Replay(history, { facts: () => facts, nextFrame: (paint) => frames.push(paint) });
  const { from, to } = replay.stretch;
  replay.play((to - from) / 1000);
  const seen: number[] = [];
  for (let now = 1; replay.speed > 0 && now < 5000; now += 100) {
    for (const frame of frames.splice(0)) frame(now);
    seen.push(replay.moment!.seq);
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.length).toBeGreaterThan(9);
  expect(seen.length).toBeLessThan(14);
  expect([seen.at(-1), replay.moment!.at]).toEqual([events.length, to]);
});
