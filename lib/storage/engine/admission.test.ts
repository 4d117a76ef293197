import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Workflow, workflowSchema } from '#lib/domain/workflow/spec.ts';
import type { WorkerSession } from '#lib/engine/ports.ts';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { chainOf, makeWorkflow, startRun, workspaceId } from '../testing/held-run.ts';
import { createAdmission } from './admission.ts';
import { createSessions } from './sessions.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  for (const table of ['run', 'usage_limit']) await db.pool.query(`delete from ${table}`);
});

const open = () => createSessions({ pool: db.pool }).open({ host: 'here', pid: 1, pools: ['default'], slots: 4 });
const keyed = (key: string, more: object = {}): Workflow =>
  workflowSchema.parse({ ...chainOf(1), concurrency: { key, ...more } });
const limit = (scope: string, name: string, max: number, workspace = workspaceId) =>
  db.pool.query('insert into usage_limit values ($1, $2, $3, $4)', [workspace, scope, name, max]);
const become = (id: string, status: string) =>
  db.pool.query(
    `update run set status = $2, session_id = null, finished_at = case when $2 = 'succeeded' then now() end where id = $1`,
    [id, status],
  );
const admit = async (request: { session: WorkerSession; max: number }) =>
  (await createAdmission({ pool: db.pool, maxConcurrentRuns: 100 }).admit(request)).map(({ runId }) => runId);

test('runs with one key go one after the other, and a waiting or paused one keeps the key', async () => {
  const workflow = await makeWorkflow(db.pool);
  const main = [await startRun(db.pool, workflow, keyed('main')), await startRun(db.pool, workflow, keyed('main'))];
  const other = await startRun(db.pool, workflow, keyed('other'));
  const free = await startRun(db.pool, workflow, chainOf(1));
  const session = await open();
  expect(await admit({ session, max: 10 })).toEqual([main[0], other, free]);
  for (const status of ['running', 'waiting', 'paused']) {
    await become(main[0]!, status);
    expect(await admit({ session, max: 10 })).toEqual([]);
  }
  await become(main[0]!, 'succeeded');
  expect(await admit({ session, max: 10 })).toEqual([main[1]]);
});

test('of one key the urgent run goes first, then the oldest, as many as the key lets through', async () => {
  const workflow = await makeWorkflow(db.pool);
  const ids: string[] = [];
  for (const priority of [0, 0, 5])
    ids.push(await startRun(db.pool, workflow, { ...keyed('k', { limit: 2 }), priority }));
  const session = await open();
  expect(await admit({ session, max: 10 })).toEqual([ids[2], ids[0]]);
  expect(await admit({ session, max: 10 })).toEqual([]);
  await become(ids[0]!, 'succeeded');
  expect(await admit({ session, max: 10 })).toEqual([ids[1]]);
});

test('keys of another workflow are other keys, and runs behind a full key are not kept waiting', async () => {
  const [a, b] = [await makeWorkflow(db.pool), await makeWorkflow(db.pool)];
  const first = await startRun(db.pool, a, keyed('k'));
  for (let index = 0; index < 5; index++) await startRun(db.pool, a, keyed('k'));
  const behind = await startRun(db.pool, a, keyed('free'));
  const elsewhere = await startRun(db.pool, b, keyed('k'));
  const session = await open();
  expect(new Set(await admit({ session, max: 3 }))).toEqual(new Set([first, behind, elsewhere]));
});

test('several workers at once never let two runs with one key in', async () => {
  const workflow = await makeWorkflow(db.pool);
  for (let index = 0; index < 9; index++) await startRun(db.pool, workflow, keyed(`k${index % 3}`));
  const sessions = await Promise.all([open(), open(), open()]);
  const admitted = (await Promise.all(sessions.map((session) => admit({ session, max: 5 })))).flat();
  const { rows } = await db.pool.query('select concurrency_key as key from run where id = any($1) order by 1', [
    admitted,
  ]);
  expect(rows).toEqual([{ key: 'k0' }, { key: 'k1' }, { key: 'k2' }]);
});

test('a workspace and a workflow have no more runs at once than their limits', async () => {
  const [a, b] = [await makeWorkflow(db.pool), await makeWorkflow(db.pool)];
  await limit('workspace', '', 3);
  await limit('workflow', a, 1);
  const own = [await startRun(db.pool, a, chainOf(1)), await startRun(db.pool, a, chainOf(1))];
  const others: string[] = [];
  for (let index = 0; index < 4; index++) others.push(await startRun(db.pool, b, chainOf(1)));
  const foreign = await startRun(db.pool, await makeWorkflow(db.pool), chainOf(1), 'ws_2');
  const session = await open();
  const admitted = await admit({ session, max: 10 });
  expect(new Set(admitted)).toEqual(new Set([own[0], others[0], others[1], foreign]));
  await become(others[0]!, 'waiting');
  expect(await admit({ session, max: 10 })).toEqual([others[2]]);
  await become(own[0]!, 'succeeded');
  expect(await admit({ session, max: 10 })).toEqual([own[1]]);
  await db.pool.query('delete from usage_limit');
  expect(await admit({ session, max: 10 })).toEqual([others[3]]);
});

test('a limit of none lets nothing in, and a lowered one ends nothing', async () => {
  const workflow = await makeWorkflow(db.pool);
  const first = await startRun(db.pool, workflow, chainOf(1));
  const session = await open();
  expect(await admit({ session, max: 10 })).toEqual([first]);
  await startRun(db.pool, workflow, chainOf(1));
  await limit('workspace', '', 0);
  expect(await admit({ session, max: 10 })).toEqual([]);
});

test('the workspace with fewer runs goes first, then the workflow with fewer', async () => {
  const [a, b] = [await makeWorkflow(db.pool), await makeWorkflow(db.pool)];
  const c = await makeWorkflow(db.pool);
  const busy = [await startRun(db.pool, a, chainOf(1)), await startRun(db.pool, a, chainOf(1))];
  const quiet = await startRun(db.pool, b, chainOf(1));
  const elsewhere = [await startRun(db.pool, c, chainOf(1), 'ws_2'), await startRun(db.pool, c, chainOf(1), 'ws_2')];
  const session = await open();
  expect(await admit({ session, max: 2 })).toEqual([busy[0], elsewhere[0]]);
  expect(await admit({ session, max: 2 })).toEqual([quiet, elsewhere[1]]);
  expect(await admit({ session, max: 2 })).toEqual([busy[1]]);
});
