import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide } from '#lib/domain/run/decide.ts';
import { inline } from '#lib/domain/run/value.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { Engine } from '../../../test/engine/harness.ts';
import { HeldTestRun, letIn, makeWorkflow, person, startRun, workspaceId } from '../testing/held-run.ts';
import { appendLocked, lockRun, transaction } from '../tx.ts';
import { readState } from './read-state.ts';
import { createRunStore, type PostgresRunStore } from './run-store.ts';
import { createSessions } from './sessions.ts';
import { createChildStarter } from './start-children.ts';

let db: TestDatabase;
let store: PostgresRunStore;
beforeAll(async () => {
  db = await freshDatabase();
  store = createRunStore({ pool: db.pool, url: db.url });
});
afterAll(async () => {
  await store.close();
  await db.drop();
});

const starter = (pool = db.pool) => createChildStarter({ pool, defaultTimeoutMs: null });
const starts = { id: 'call', kind: 'workflow', with: { workflow: 'child' } };

async function publish(pool = db.pool): Promise<string> {
  const id = await makeWorkflow(pool);
  const spec = workflowSchema.parse({ name: 'child', steps: [{ id: 'a', kind: 'gate' }] });
  await pool.query(
    `insert into workflow_version (workflow_id, number, workspace_id, spec, spec_hash, authors, created_by)
     values ($1, 1, $2, $3, '', '{}', 'writer')`,
    [id, workspaceId, JSON.stringify(spec)],
  );
  await pool.query('update workflow set latest = 1 where id = $1', [id]);
  return id;
}

/** A run that has asked for a child in a committed append, and whose worker did nothing more. */
async function asking(
  workflow: string,
  { pool = db.pool, runs = store, children = 1 } = {},
): Promise<{ held: HeldTestRun; childIds: string[] }> {
  const steps = Array.from({ length: children }, (_, index) => ({ ...starts, id: `call${index}` }));
  const runId = await startRun(pool, await makeWorkflow(pool), workflowSchema.parse({ name: 'parent', steps }));
  await letIn(pool, runId);
  const session = await createSessions({ pool }).open({ host: 'here', pid: 1, pools: [], slots: 0 });
  const held = await HeldTestRun.claim(runs, session, runId);
  held.settle();
  const childIds = steps.map(() => randomUUID());
  for (const [index, { id: step }] of steps.entries())
    held.take({
      type: 'attemptSuspended',
      step,
      attempt: 1,
      wait: {
        until: null,
        due: 'fail',
        child: { runId: childIds[index]!, workflow, version: null, input: inline({}) },
      },
    });
  expect(await held.commit({ release: true })).toMatchObject({ ok: true, released: true });
  return { held, childIds };
}

async function cancel(runId: string): Promise<void> {
  await transaction(db.pool, async (tx) => {
    const run = (await lockRun(tx, { runId, workspaceId }))!;
    const decision = decide(run.state, { type: 'cancel', actor: person('boss'), reason: 'enough' }, run.now);
    if (decision.ok) await appendLocked(tx, run, { events: decision.events });
  });
}
const rowsOf = async (sql: string, ids: readonly string[]) => (await db.pool.query(sql, [ids])).rows;
const runsOf = (ids: readonly string[]) =>
  rowsOf('select id, status, number, parent_run_id, parent_step from run where id = any($1) order by number', ids);
const waitingOf = (ids: readonly string[]) => rowsOf('select id from run_child where id = any($1)', ids);

test('a child that a dead worker left is started by whoever comes, once', async () => {
  const workflow = await publish();
  const { held, childIds } = await asking(workflow, { children: 20 });
  expect(await waitingOf(childIds)).toHaveLength(20);
  const started = await Promise.all([starter(), starter(), starter()].map((each) => each.start({ max: 100 })));
  expect(started.flat().toSorted()).toEqual(childIds.toSorted());
  const runs = await runsOf(childIds);
  expect(runs.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  expect(runs[0]).toMatchObject({ status: 'queued', parent_run_id: held.held.runId });
  expect(await waitingOf(childIds)).toEqual([]);
  expect(await starter().start({ max: 100 })).toEqual([]);
});

test('a child that nobody has started is not started any more once its parent is cancelled', async () => {
  const { held, childIds } = await asking(await publish());
  await cancel(held.held.runId);
  expect(await waitingOf(childIds)).toEqual([]);
  expect(await starter().start({ ids: childIds, max: 1 })).toEqual([]);
  expect(await runsOf(childIds)).toEqual([]);
});

test('a child that waits for its turn is cancelled where it is', async () => {
  const { held, childIds } = await asking(await publish());
  await starter().start({ ids: childIds, max: 1 });
  await cancel(held.held.runId);
  expect(await runsOf(childIds)).toMatchObject([{ status: 'queued' }]);
  await starter().start({ max: 10 });
  expect(await runsOf(childIds)).toMatchObject([{ status: 'cancelled' }]);
  const state = (await readState(db.pool, { runId: childIds[0]!, version: 3 }))!;
  expect(state.reason).toMatch(/^parent #1, which started it, was cancelled: enough$/);
});

test('a parent that stops while its child is being started leaves no child that was not told', async () => {
  const workflow = await publish();
  for (let round = 0; round < 15; round++) {
    const { held, childIds } = await asking(workflow);
    const [started] = await Promise.all([starter().start({ ids: childIds, max: 1 }), cancel(held.held.runId)]);
    await starter().start({ max: 10 });
    expect(await waitingOf(childIds)).toEqual([]);
    expect((await runsOf(childIds)).map(({ status }) => status)).toEqual(started.length === 0 ? [] : ['cancelled']);
  }
});

test('the sweep of another worker starts what a dead one left, and the parent goes on', async () => {
  const engine = await Engine.open();
  const own = createRunStore({ pool: engine.db.pool, url: engine.db.url });
  try {
    const { held, childIds } = await asking(await publish(engine.db.pool), { pool: engine.db.pool, runs: own });
    await engine.worker();
    const child = await engine.until(
      await expect
        .poll(async () => (await engine.db.pool.query('select 1 from run where id = $1', childIds)).rowCount)
        .toBe(1)
        .then(() => childIds[0]!),
      (state) => state.openGates.size === 1,
    );
    await engine.command(child.runId, { type: 'cancel', actor: person('boss'), reason: 'no' });
    const state = await engine.ended(held.held.runId);
    expect(state.steps.get('call0')!.error?.message).toBe('The run child #1 was cancelled: no');
  } finally {
    await own.close();
    await engine.close();
  }
});
