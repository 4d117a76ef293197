import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inline } from '#lib/domain/run/value.ts';
import type { Admission, WorkerSession } from '#lib/engine/ports.ts';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { chainOf, HeldTestRun, letIn, makeWorkflow, person, startRun, workspaceId } from '../testing/held-run.ts';
import { appendLocked, lockRun, transaction } from '../tx.ts';
import { createAdmission } from './admission.ts';
import { createPool } from './pool.ts';
import { createRunStore, type PostgresRunStore } from './run-store.ts';
import { createSessions } from './sessions.ts';

let db: TestDatabase;
let store: PostgresRunStore;
const open = () => createSessions({ pool: db.pool }).open({ host: 'here', pid: 1, pools: ['default'], slots: 4 });

beforeAll(async () => {
  db = await freshDatabase();
  store = createRunStore({ pool: db.pool, url: db.url });
});
afterAll(async () => {
  await store.close();
  await db.drop();
});
beforeEach(async () => {
  for (const table of ['run', 'run_inbox', 'run_timer', 'pool_task']) await db.pool.query(`delete from ${table}`);
});

const admit = async (admission: Admission, request: Parameters<Admission['admit']>[0]) =>
  (await admission.admit(request)).map(({ runId }) => runId);
const die = (session: WorkerSession) =>
  db.pool.query('update worker_session set expires_at = now() where id = $1', [session.id]);

async function start(workflow: string, priority = 0): Promise<string> {
  return startRun(db.pool, workflow, { ...chainOf(1), priority });
}

test('admits by priority, then fairly over workflows, then by age, up to the limit', async () => {
  const [a, b] = [await makeWorkflow(db.pool), await makeWorkflow(db.pool)];
  const first = [await start(a), await start(a), await start(a)];
  const other = await start(b);
  const urgent = await start(a, 5);
  const admission = createAdmission({ pool: db.pool, maxConcurrentRuns: 4 });
  const session = await open();
  expect(await admit(admission, { session, max: 1 })).toEqual([urgent]);
  expect(await admit(admission, { session, max: 10 })).toEqual([other, first[0], first[1]]);
  expect(await admit(admission, { session, max: 10 })).toEqual([]);
  const run = await HeldTestRun.claim(store, session, urgent);
  await run.settle().commit();
  await run.succeed('s0').settle().commit();
  expect(await admit(admission, { session, max: 10 })).toEqual([first[2]]);
});

test('admits each run once, and never more than the limit, with several workers asking', async () => {
  const workflow = await makeWorkflow(db.pool);
  for (let index = 0; index < 12; index++) await start(workflow);
  const admission = createAdmission({ pool: db.pool, maxConcurrentRuns: 7 });
  const sessions = await Promise.all([open(), open(), open()]);
  const admitted = (await Promise.all(sessions.map((session) => admit(admission, { session, max: 5 })))).flat();
  expect(admitted).toHaveLength(7);
  expect(new Set(admitted).size).toBe(7);
});

test('does not count a run that waits for a person', async () => {
  const workflow = await makeWorkflow(db.pool);
  const [waits, next] = [await start(workflow), await start(workflow)];
  const admission = createAdmission({ pool: db.pool, maxConcurrentRuns: 1 });
  const session = await open();
  expect(await admit(admission, { session, max: 5 })).toEqual([waits]);
  await db.pool.query(`update run set status = 'waiting', session_id = null where id = $1`, [waits]);
  expect(await admit(admission, { session, max: 5 })).toEqual([next]);
});

test('sweeps up runs of dead sessions, runs a person gave work to, and those with due timers or inbox rows', async () => {
  const workflow = await makeWorkflow(db.pool);
  const admission = createAdmission({ pool: db.pool, maxConcurrentRuns: 10 });
  const session = await open();
  const free = async () => {
    const runId = await start(workflow);
    await letIn(db.pool, runId);
    const run = await HeldTestRun.claim(store, session, runId);
    await run.settle().commit({ release: true });
    return runId;
  };
  const [quiet, changed, posted, timed] = [await free(), await free(), await free(), await free()];
  const dying = await open();
  const orphan = await start(workflow);
  await letIn(db.pool, orphan);
  await store.claim({ runId: orphan, session: dying });
  await die(dying);
  await transaction(db.pool, async (tx) => {
    const run = await lockRun(tx, { runId: changed, workspaceId });
    await appendLocked(tx, run!, {
      events: [{ type: 'run.cancelRequested', data: { actor: person('p'), reason: 'enough' } }],
    });
  });
  await store.post([{ runId: posted, originId: 'x', command: { type: 'runTimedOut' } }]);
  await db.pool.query(
    `insert into run_timer (run_id, key, due_at, command) values ($1, 'run', now(), '{"type":"runTimedOut"}'),
       ($2, 'run', now() + interval '1 h', '{"type":"runTimedOut"}')`,
    [timed, quiet],
  );
  expect(new Set(await admission.sweep({ session, max: 10 }))).toEqual(new Set([changed, posted, timed, orphan]));
  expect((await store.inbox({ runId: timed })).items.map(({ command }) => command)).toEqual([{ type: 'runTimedOut' }]);
  await admission.sweep({ session, max: 10 });
  expect((await store.inbox({ runId: timed })).items).toHaveLength(1);
});

test('hands a pool task to one worker, and its result to the run in the same commit', async () => {
  const workflow = await makeWorkflow(db.pool);
  const runId = await start(workflow);
  await letIn(db.pool, runId);
  const run = await HeldTestRun.claim(store, await open(), runId);
  await run.settle(() => 'pool').commit();
  const pool = createPool({ pool: db.pool });
  const workers = await Promise.all([open(), open(), open()]);
  const taken = (
    await Promise.all(
      workers.map(async (session) => ({
        session,
        tasks: await pool.take({ session, pools: ['default'], max: 5, limited: false }),
      })),
    )
  ).filter(({ tasks }) => tasks.length > 0);
  expect(taken).toHaveLength(1);
  const { session, tasks } = taken[0]!;
  const task = tasks[0]!;
  expect(task).toMatchObject({ runId, stepId: 's0', attempt: 1, kind: 'template', params: { v: {} } });
  expect(await pool.kept({ session })).toEqual([{ runId, stepId: 's0', attempt: 1 }]);
  const result = { type: 'attemptSucceeded' as const, step: 's0', attempt: 1, output: inline(1) };
  expect(await pool.finish({ task, session, command: result })).toEqual({ accepted: true, holder: run.session.id });
  expect(await pool.finish({ task, session, command: result })).toMatchObject({ accepted: false });
  expect(await store.stirred({ session: run.session, versions: new Map([[runId, run.state.seq]]) })).toEqual([runId]);
  expect((await store.inbox({ runId })).items.map(({ command }) => command)).toEqual([result]);
});

test('tells a run that the worker of its task is dead, and refuses the late result', async () => {
  const workflow = await makeWorkflow(db.pool);
  const runId = await start(workflow);
  await letIn(db.pool, runId);
  const run = await HeldTestRun.claim(store, await open(), runId);
  await run.settle(() => 'pool').commit();
  const pool = createPool({ pool: db.pool });
  const session = await open();
  const [task] = await pool.take({ session, pools: ['default'], max: 5, limited: false });
  await die(session);
  expect(await pool.reap()).toEqual([runId]);
  expect(await pool.reap()).toEqual([]);
  const late = { type: 'attemptSucceeded' as const, step: 's0', attempt: 1, output: inline(1) };
  expect(await pool.finish({ task: task!, session, command: late })).toMatchObject({ accepted: false });
  expect((await store.inbox({ runId })).items.map(({ command }) => command.type)).toEqual(['attemptLost']);
});

test('removes tasks, timers and inbox rows with the end of their run', async () => {
  const workflow = await makeWorkflow(db.pool);
  const runId = await start(workflow);
  await letIn(db.pool, runId);
  const run = await HeldTestRun.claim(store, await open(), runId);
  await run.settle(() => 'pool').commit();
  await store.post([{ runId, originId: 'x', command: { type: 'runTimedOut' } }]);
  await transaction(db.pool, async (tx) => {
    const locked = await lockRun(tx, { runId, workspaceId });
    await appendLocked(tx, locked!, { events: [{ type: 'run.finished', data: { status: 'cancelled' } }] });
  });
  for (const table of ['pool_task', 'run_timer', 'run_inbox'])
    expect((await db.pool.query(`select 1 from ${table} where run_id = $1`, [runId])).rowCount).toBe(0);
  await store.post([{ runId, originId: 'y', command: { type: 'runTimedOut' } }]);
  expect((await store.inbox({ runId })).items).toEqual([]);
});

test('keeps large values once a workspace, and finds them by hash', async () => {
  const payloads = new Map([['a'.repeat(64), '"large"']]);
  await Promise.all([
    store.keepPayloads({ runId: 'r', workspaceId, payloads }),
    store.keepPayloads({ runId: 'r', workspaceId, payloads }),
    store.keepPayloads({ runId: 's', workspaceId: 'other', payloads }),
  ]);
  const hashes = ['a'.repeat(64), 'b'.repeat(64)];
  expect(await store.payloads({ workspaceId, hashes })).toEqual(payloads);
  expect(await store.payloads({ workspaceId, hashes })).toEqual(payloads);
  expect(await store.payloads({ workspaceId: 'third', hashes })).toEqual(new Map());
});
