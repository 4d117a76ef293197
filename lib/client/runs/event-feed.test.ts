import { expect, test } from 'vitest';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { EventFeed } from './event-feed.ts';

const event = (seq: number) => ({ seq, at: seq, type: 'run.resumed', data: {} }) as unknown as RunEvent;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => event(from + index));
const soon = () => new Promise((wake) => setTimeout(wake, 0));

/** A run whose events are on a server up to `last`; what was taken of them, and how often it was read. */
function world(last: number, { pageSize = 100 } = {}) {
  const told = { last, taken: [] as number[], reads: 0, failures: 0, begun: 0 };
  const feed = new EventFeed({
    begin: async () => {
      await soon();
      return told.begun;
    },
    read: async (after) => {
      told.reads += 1;
      const upTo = told.last;
      await soon();
      if (told.failures > 0) {
        told.failures -= 1;
        throw new Error('the line is cut');
      }
      return { events: range(after + 1, Math.min(upTo, after + pageSize)), more: after + pageSize < upTo };
    },
    take: (events) => told.taken.push(...events.map(({ seq }) => seq)),
    failed: () => true,
  });
  return { told, feed };
}
const upTo = (last: number) => range(1, last).map(({ seq }) => seq);

test('reads what there is page after page, and takes what is pushed behind it without asking again', async () => {
  const { told, feed } = world(250);
  feed.catchUp();
  await feed.settled;
  expect([told.taken, told.reads]).toEqual([upTo(250), 3]);
  feed.tell(range(251, 260));
  expect([told.taken, told.reads]).toEqual([upTo(260), 3]);
});

test('what is pushed while it reads is kept until then', async () => {
  const { told, feed } = world(3);
  feed.catchUp();
  feed.tell(range(3, 5));
  feed.tell(range(6, 7));
  await feed.settled;
  expect(told.taken).toEqual(upTo(7));
});

test('drops what it has, and reads when something is missing', async () => {
  const { told, feed } = world(2);
  feed.catchUp();
  await feed.settled;
  feed.tell(range(1, 2));
  feed.tell(range(2, 4));
  expect([told.taken, told.reads]).toEqual([upTo(4), 1]);
  told.last = 9;
  feed.tell(range(8, 9));
  await feed.settled;
  expect([told.taken, told.reads]).toEqual([upTo(9), 2]);
});

test('a read that fails is made again, at once when it is told that the line is back', async () => {
  const { told, feed } = world(2);
  told.failures = 3;
  feed.catchUp();
  for (let round = 0; told.failures > 0 && round < 1000; round++) {
    await soon();
    feed.catchUp();
  }
  await feed.settled;
  expect(told.taken).toEqual(upTo(2));
});

test('goes on from a state that was read', async () => {
  const { told, feed } = world(8);
  told.begun = 5;
  feed.catchUp();
  await feed.settled;
  expect(told.taken).toEqual([6, 7, 8]);
});

test('a thousand cuts, repeats and losses in random order leave neither gap nor duplicate', async () => {
  const { told, feed } = world(0, { pageSize: 7 });
  let seed = 20_260_105;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  feed.catchUp();
  const held: RunEvent[][] = [];
  for (let round = 0; round < 1000; round++) {
    const from = told.last + 1;
    told.last += 1 + random(4);
    const chance = random(6);
    if (chance === 0) held.push(range(from, told.last));
    else if (chance === 1) feed.tell(range(Math.max(1, from - random(5)), told.last));
    else if (chance === 2) told.failures += random(2);
    else if (chance > 3) feed.tell(range(from, told.last));
    if (held.length > 3) feed.tell(held.splice(random(held.length), 1)[0]!);
    if (random(5) === 0) feed.catchUp();
    if (random(3) === 0) await soon();
  }
  told.failures = 0;
  feed.catchUp();
  await feed.settled;
  expect(told.taken).toEqual(upTo(told.last));
});
