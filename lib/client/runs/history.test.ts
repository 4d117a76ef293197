import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRunEvent, type RunEvent } from '#lib/domain/run/event.ts';
import { apply, fold } from '#lib/domain/run/evolve.ts';
import { toSnapshot } from '#lib/domain/run/snapshot.ts';
import { Play, person } from '#lib/domain/run/testing/play.ts';
import { RunHistory } from './history.ts';

const folder = new URL('../../../test/histories/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.startsWith('random-'));
const eventsOf = (file: string): RunEvent[] =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')).events.map((event: RunEvent) => parseRunEvent(event));

test.each(files)('%s: a state that was kept is what it was, whatever was made of the copies before', async (file) => {
  const events = eventsOf(file);
  const history = new RunHistory(async (after) => ({ events: events.slice(after), more: false }), undefined, 7);
  await history.load();
  // Each moment is gone to and folded on to the end, so that a kept state that shares something would be changed.
  for (const round of [1, 2]) {
    for (let seq = round; seq <= events.length; seq += 3) {
      let state = history.stateAt(seq);
      expect(toSnapshot(state), `at ${seq}`).toEqual(toSnapshot(fold(events.slice(0, seq))!));
      for (const event of events.slice(seq, seq + 40)) state = apply(state, event);
    }
  }
});

test.each([70, 500, 750, 1000])(
  'states kept every %i events, whatever is folded in one go, are those of their moments',
  async (apart) => {
    const play = new Play({ name: 'long', steps: [{ id: 'a', kind: 'shell', with: { run: 'true' } }] }).admit();
    const actor = person('ana');
    while (play.events.length < 1600)
      play.do(play.run.paused === null ? { type: 'pause', actor, reason: 'wait' } : { type: 'resume', actor });
    const history = new RunHistory(
      async (after) => ({ events: play.events.slice(after), more: false }),
      undefined,
      apart,
    );
    await history.load();
    for (const seq of [1, 499, 500, 501, 750, 751, 1001, 1499, 1501, 1600])
      expect(toSnapshot(history.stateAt(seq)), `at ${seq}`).toEqual(toSnapshot(fold(play.events.slice(0, seq))!));
  },
);
