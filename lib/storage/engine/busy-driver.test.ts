import { afterAll, beforeAll, expect, test } from 'vitest';
import { fold } from '#lib/domain/run/evolve.ts';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { chainOf, HeldTestRun, letIn, makeWorkflow, person, startRun, workspaceId } from '../testing/held-run.ts';
import { appendLocked, lockRun, transaction } from '../tx.ts';
import { readEvents, readState, shortHistory } from './read-state.ts';
import { createRunStore, type PostgresRunStore } from './run-store.ts';
import { createSessions } from './sessions.ts';

let db: TestDatabase;
let store: PostgresRunStore;
beforeAll(async () => {
  db = await freshDatabase({ max: 20 });
  store = createRunStore({ pool: db.pool, url: db.url });
});
afterAll(async () => {
  await store.close();
  await db.drop();
});

test('lets 200 people change a run whose driver never rests, and the driver goes on each time', async () => {
  const runId = await startRun(db.pool, await makeWorkflow(db.pool), chainOf(100));
  await letIn(db.pool, runId);
  const session = await createSessions({ pool: db.pool }).open({ host: 'h', pid: 1, pools: [], slots: 1 });
  let driver = await HeldTestRun.claim(store, session, runId);
  let resting = false;
  let refused = 0;
  await driver.settle().commit();
  const driving = (async () => {
    // A commit begun after the last command: the driver has then met them all.
    for (let last = false; !last; ) {
      last = resting;
      const running = [...driver.state.active][0];
      // Never the last step: the run must not end under the people's hands.
      if (running !== 's99') driver.succeed(running!).settle();
      const answer = await driver.commit();
      if (answer.ok) continue;
      expect(answer.reason).toBe('fenced');
      refused += 1;
      last = false;
      const held = await store.reload({ runId, session, epoch: driver.held.epoch });
      driver = new HeldTestRun(store, session, held!);
    }
  })();
  const commands = Array.from({ length: 200 }, (_, index) =>
    transaction(db.pool, async (tx) => {
      const run = await lockRun(tx, { runId, workspaceId });
      await appendLocked(tx, run!, {
        events: [{ type: 'run.cancelRequested', data: { actor: person(`p${index}`), reason: String(index) } }],
      });
    }),
  );
  expect(await Promise.all(commands)).toHaveLength(200);
  resting = true;
  await driving;
  expect(refused).toBeGreaterThan(0);
  const events = await readEvents(db.pool, { runId, after: 0 });
  expect(events.filter(({ type }) => type === 'run.cancelRequested')).toHaveLength(200);
  expect(fold(events)).toEqual(driver.state);
});

test('loads a long run from its snapshot and the events after it as from all its events', async () => {
  const runId = await startRun(db.pool, await makeWorkflow(db.pool), chainOf(shortHistory));
  await letIn(db.pool, runId);
  const session = await createSessions({ pool: db.pool }).open({ host: 'h', pid: 1, pools: [], slots: 1 });
  const driver = await HeldTestRun.claim(store, session, runId);
  await driver.settle().commit();
  for (let step = 0; step < 60; step++) await driver.succeed(`s${step}`).settle().commit();
  await driver.succeed('s60').commit({ release: true });
  const snapshots = async () => (await db.pool.query('select seq from run_snapshot where run_id = $1', [runId])).rows;
  while ((await snapshots()).length === 0) await new Promise((wake) => setTimeout(wake, 5));
  const again = await HeldTestRun.claim(store, session, runId);
  expect(again.state).toEqual(driver.state);
  await again.settle().commit();
  expect(again.state).toEqual(fold(await readEvents(db.pool, { runId, after: 0 })));
  await db.pool.query(`update run_snapshot set state = '{"format": 1}' where run_id = $1`, [runId]);
  expect(await readState(db.pool, { runId, version: again.state.seq })).toEqual(again.state);
});
