import { afterAll, beforeAll, expect, test } from 'vitest';
import { fold } from '#lib/domain/run/evolve.ts';
import type { Sessions } from '#lib/engine/ports.ts';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { chainOf, HeldTestRun, letIn, makeWorkflow, person, startRun, workspaceId } from '../testing/held-run.ts';
import { appendLocked, lockRun, transaction } from '../tx.ts';
import { readEvents, readState } from './read-state.ts';
import { createRunStore, type PostgresRunStore } from './run-store.ts';
import { createSessions } from './sessions.ts';

let db: TestDatabase;
let store: PostgresRunStore;
let sessions: Sessions;
let workflow: string;

beforeAll(async () => {
  db = await freshDatabase();
  store = createRunStore({ pool: db.pool, url: db.url, limits: { busyMs: 1000 } });
  sessions = createSessions({ pool: db.pool });
  workflow = await makeWorkflow(db.pool);
});
afterAll(async () => {
  await store.close();
  await db.drop();
});

const open = () => sessions.open({ host: 'here', pid: 1, pools: ['default'], slots: 4 });

async function hold(steps = 3, session?: Awaited<ReturnType<typeof open>>): Promise<HeldTestRun> {
  const runId = await startRun(db.pool, workflow, chainOf(steps));
  await letIn(db.pool, runId);
  return HeldTestRun.claim(store, session ?? (await open()), runId);
}

async function row(runId: string) {
  const { rows } = await db.pool.query('select * from run where id = $1', [runId]);
  return rows[0];
}

test('drives a chain: each append moves the run, its steps and its events together', async () => {
  const run = await hold(3);
  expect(await run.settle().commit()).toMatchObject({ ok: true, released: false });
  for (const step of ['s0', 's1', 's2']) expect(await run.succeed(step).settle().commit()).toMatchObject({ ok: true });
  const { runId } = run.held;
  expect(await row(runId)).toMatchObject({ status: 'succeeded', session_id: null, steps_done: 3, wanted: false });
  const events = await readEvents(db.pool, { runId, after: 0 });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(fold(events)).toEqual(run.state);
});

test('keeps the order of two appends of one run that are under way at once', async () => {
  const run = await hold(2);
  const answers = await Promise.all([run.settle().commit(), run.succeed('s0').settle().commit()]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await readState(db.pool, { runId: run.held.runId, version: run.state.seq })).toEqual(run.state);
});

test('fences a holder whose run was taken over, whatever version it knows', async () => {
  const first = await open();
  const run = await hold(2, first);
  await run.settle().commit();
  await db.pool.query('update worker_session set expires_at = now() where id = $1', [first.id]);
  const second = await HeldTestRun.claim(store, await open(), run.held.runId);
  expect(second.held.epoch).toBe(run.held.epoch + 1);
  await db.pool.query(`update worker_session set expires_at = now() + interval '1 h' where id = $1`, [first.id]);
  expect(await run.succeed('s0').commit()).toEqual({ ok: false, reason: 'fenced' });
  expect(await store.reload({ runId: run.held.runId, session: first, epoch: run.held.epoch })).toBeNull();
  expect(await second.succeed('s0').settle().commit()).toMatchObject({ ok: true });
});

test('fences a holder whose session is dead though nobody took the run over yet', async () => {
  const session = await open();
  const run = await hold(2, session);
  await db.pool.query('update worker_session set expires_at = now() where id = $1', [session.id]);
  expect(await run.settle().commit()).toEqual({ ok: false, reason: 'fenced' });
});

test('refuses a claim of a run that a living session holds, and of one not admitted', async () => {
  const run = await hold(1);
  expect(await store.claim({ runId: run.held.runId, session: await open() })).toBeNull();
  const queued = await startRun(db.pool, workflow, chainOf(1));
  expect(await store.claim({ runId: queued, session: await open() })).toBeNull();
});

test('waits out a locked row, and says busy when that takes too long', async () => {
  const run = await hold(2);
  const answer = await transaction(db.pool, async (tx) => {
    await lockRun(tx, { runId: run.held.runId, workspaceId });
    const pending = run.settle().commit();
    await new Promise((wake) => setTimeout(wake, 60));
    return { pending };
  });
  expect(await answer.pending).toMatchObject({ ok: true });
  await transaction(db.pool, async (tx) => {
    await lockRun(tx, { runId: run.held.runId, workspaceId });
    expect(await run.succeed('s0').commit()).toEqual({ ok: false, reason: 'busy' });
  });
});

test('fails only the append whose value the database refuses, and stores its neighbours', async () => {
  const runs = await Promise.all(Array.from({ length: 9 }, () => hold(2)));
  const answers = await Promise.all(
    runs.map((run, index) => {
      const append = run.settle().append();
      if (index === 4) append.events = append.events.map((event) => ({ ...event, at: 1e18 }));
      return store.append(append);
    }),
  );
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.reason))).toEqual(
    runs.map((_, index) => (index === 4 ? 'data' : 'ok')),
  );
});

test('stores NUL and lone surrogates as U+FFFD, and refuses what nests too deep', async () => {
  const run = await hold(2);
  await run.settle().succeed('s0', { text: 'a\0b\uD800' }).commit();
  const [step] = (await db.pool.query('select output from run_step where run_id = $1', [run.held.runId])).rows;
  expect(step.output).toEqual({ v: { text: 'a\uFFFDb\uFFFD' } });
  let deep: never[] = [];
  for (let level = 0; level < 300; level++) deep = [deep as never];
  const other = await hold(2);
  expect(await other.settle().succeed('s0', deep).commit()).toMatchObject({ ok: false, reason: 'data' });
});

test('does not release a run while its inbox holds something, and does once it was folded', async () => {
  const run = await hold(2);
  const { runId } = run.held;
  await run.settle().commit();
  const post = { runId, originId: 'a', command: { type: 'runTimedOut' as const } };
  await store.post([post, post]);
  await store.post([post]);
  const { items } = await store.inbox({ runId });
  expect(items).toHaveLength(1);
  expect(await run.commit({ release: true })).toMatchObject({ ok: true, released: false });
  expect(await row(runId)).toMatchObject({ session_id: run.session.id });
  expect(await run.commit({ release: true, consumed: items.map(({ id }) => id) })).toMatchObject({
    ok: true,
    released: true,
  });
  expect(await row(runId)).toMatchObject({ session_id: null, wanted: false });
  expect((await store.inbox({ runId })).items).toEqual([]);
});

test('refuses a driver that a person overtook, who then reads the change', async () => {
  const run = await hold(3);
  const { runId, epoch } = run.held;
  await run.settle().commit();
  await transaction(db.pool, async (tx) => {
    const locked = await lockRun(tx, { runId, workspaceId });
    expect(locked?.holder).toBe(run.session.id);
    const events = [{ type: 'run.cancelRequested', data: { actor: person('p'), reason: 'enough' } }] as const;
    await appendLocked(tx, locked!, { events });
  });
  expect(await run.succeed('s0').commit()).toEqual({ ok: false, reason: 'fenced' });
  const again = await store.reload({ runId, session: run.session, epoch });
  expect(again?.state.cancel?.reason).toBe('enough');
  expect(await row(runId)).toMatchObject({ epoch, session_id: run.session.id, reason: 'enough' });
});

test('frees the runs of a session that closes, and refuses its appends', async () => {
  const session = await open();
  const run = await hold(2, session);
  await sessions.close(session);
  expect(await run.settle().commit()).toEqual({ ok: false, reason: 'fenced' });
  expect((await sessions.beat(session)).alive).toBe(false);
  expect(await HeldTestRun.claim(store, await open(), run.held.runId)).toBeTruthy();
});
