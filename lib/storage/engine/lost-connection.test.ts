import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { Wire } from '../../../test/faults/wire.ts';
import { chainOf, HeldTestRun, letIn, makeWorkflow, startRun } from '../testing/held-run.ts';
import { readEvents } from './read-state.ts';
import { createRunStore, type PostgresRunStore } from './run-store.ts';
import { createSessions } from './sessions.ts';

let db: TestDatabase;
let wire: Wire;
let store: PostgresRunStore;
beforeAll(async () => {
  db = await freshDatabase();
  const url = new URL(db.url);
  const { port } = url;
  wire = await Wire.open(() => Number(port));
  url.port = String(wire.port);
  store = createRunStore({ pool: db.pool, url: url.href });
});
afterAll(async () => {
  await store.close();
  wire.close();
  await db.drop();
});

async function hold(): Promise<HeldTestRun> {
  const runId = await startRun(db.pool, await makeWorkflow(db.pool), chainOf(4));
  await letIn(db.pool, runId);
  const session = await createSessions({ pool: db.pool }).open({ host: 'h', pid: 1, pools: [], slots: 1 });
  return HeldTestRun.claim(store, session, runId);
}

test('learns after a cut wire that its commit had gone through, and writes it once', async () => {
  const run = await hold();
  await run.settle().commit();
  const cut = wire.cutCommit('after');
  expect(await run.succeed('s0').settle().commit()).toMatchObject({ ok: true, released: false });
  await cut;
  expect(wire.counts.commitCuts).toBe(1);
  expect(await run.succeed('s1').settle().commit()).toMatchObject({ ok: true });
  const events = await readEvents(db.pool, { runId: run.held.runId, after: 0 });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events).toHaveLength(run.state.seq);
});

test('sends an append again that never arrived', async () => {
  const run = await hold();
  await run.settle().commit();
  const cut = wire.cutCommit('before');
  expect(await run.succeed('s0').settle().commit()).toMatchObject({ ok: true, released: false });
  await cut;
  expect(await readEvents(db.pool, { runId: run.held.runId, after: 0 })).toHaveLength(run.state.seq);
});

test('sends an append again when the server ended its connection before it was done', async () => {
  const run = await hold();
  await run.settle().commit();
  const blocker = new pg.Client({ connectionString: db.ownerUrl });
  await blocker.connect();
  await blocker.query('begin; lock table run_event in access exclusive mode');
  const pending = run.succeed('s0').settle().commit();
  const killed = async () =>
    (
      await blocker.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countersign flush' and wait_event_type = 'Lock'`,
      )
    ).rowCount;
  while ((await killed()) === 0) await new Promise((wake) => setTimeout(wake, 5));
  await blocker.query('commit');
  await blocker.end();
  expect(await pending).toMatchObject({ ok: true });
  const events = await readEvents(db.pool, { runId: run.held.runId, after: 0 });
  expect(events).toHaveLength(run.state.seq);
});
