import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Doorbell } from '#lib/engine/ports.ts';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import { openDoorbell } from './doorbell.ts';

let db: TestDatabase;
const bells: Doorbell[] = [];
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(async () => {
  await Promise.all(bells.map((bell) => bell.close()));
  await db.drop();
});

async function bell(keepsHouse: boolean): Promise<Doorbell> {
  const opened = await openDoorbell({ url: db.url, pool: db.pool, keepsHouse });
  bells.push(opened);
  return opened;
}

test('a ring reaches one worker, a nudge its own, a call those of the pool or all', async () => {
  const heard: string[] = [];
  const listen = async (session: string, pools: string[]) => {
    const own = await bell(true);
    await own.listen({
      session,
      pools,
      look: async (runId) => void heard.push(`look ${runId}`),
      nudged: (runId) => heard.push(`${session} nudged ${runId}`),
      poolCalled: (pool) => heard.push(`${session} called ${pool}`),
      queuedCalled: () => heard.push(`${session} called in`),
    });
  };
  await listen('one', ['default']);
  await listen('two', ['default', 'special']);
  const web = await bell(false);
  await web.ring(['r1', 'r2', 'r1']);
  await web.nudge({ runId: 'r3', session: 'two' });
  await web.callPool('special');
  await web.callQueued();
  await expect
    .poll(() => heard.toSorted(), { timeout: 5000 })
    .toEqual(['look r1', 'look r2', 'one called in', 'two called in', 'two called special', 'two nudged r3']);
});

test('a ring whose answer failed is rung again', async () => {
  let tries = 0;
  const own = await bell(true);
  const others = bells.filter((other) => other !== own);
  await Promise.all(others.map((other) => other.close()));
  bells.splice(0, bells.length, own);
  await own.listen({
    session: 'three',
    pools: [],
    look: async () => {
      tries += 1;
      if (tries === 1) throw new Error('the database went away');
    },
    nudged: () => {},
    poolCalled: () => {},
    queuedCalled: () => {},
  });
  await own.ring(['r4']);
  await expect.poll(() => tries, { timeout: 10_000 }).toBe(2);
});
