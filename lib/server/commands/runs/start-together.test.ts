import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { normalize } from '#lib/domain/workflow/normal.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';
import type { StartOrder } from './start-batch.ts';
import { startTogether } from './start-together.ts';

let api: TestApi;
let here: TestPerson & { workspaceId: string };
let there: TestPerson & { workspaceId: string };

beforeAll(async () => {
  api = await openApi();
  const other = await api.workspace();
  here = { ...(await api.person('owner')), workspaceId: api.workspaceId };
  there = { ...(await api.person('owner', { workspaceId: other })), workspaceId: other };
});
afterAll(() => api.close());

const spec: Workflow = { name: 'release', steps: [{ id: 'a', kind: 'template', with: { template: 'x' } }] };

async function publish(as: TestPerson): Promise<string> {
  const { status, body } = await api.call('POST', '/api/v1/workflows', { as, body: { spec } });
  expect(status).toBe(201);
  return body.id;
}

const start = (as: TestPerson, workflow: string, headers = {}) =>
  api.call('POST', `/api/v1/workflows/${workflow}/runs`, { as, body: {}, headers });

async function numbersOf(workflow: string): Promise<number[]> {
  const { rows } = await api.db.pool.query('SELECT number FROM run WHERE workflow_id = $1 ORDER BY number', [workflow]);
  return rows.map(({ number }) => number);
}

async function startsRecorded(workflow: string): Promise<number> {
  const { rows } = await api.db.pool.query(
    `SELECT count(*)::int AS count, count(DISTINCT a.run_id)::int AS runs FROM audit_entry a JOIN run r ON r.id = a.run_id
     WHERE r.workflow_id = $1 AND a.action = 'run.started'`,
    [workflow],
  );
  expect(rows[0].count).toBe(rows[0].runs);
  return rows[0].count;
}

const verified = async (as: TestPerson) => (await api.call('GET', '/api/v1/audit/verify', { as })).body;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** As it is when it was checked and waits for its turn. */
const order = (workflowId: string, more: Partial<StartOrder['command']> = {}): StartOrder => ({
  caller: {
    workspace: { id: here.workspaceId, name: 'w', slug: 'w', selfApproval: 'never' },
    actor: { kind: 'member', id: here.memberId, name: 'owner', email: here.email },
    address: null,
    once: null,
  },
  command: {
    type: 'start',
    runId: randomUUID(),
    workflowId,
    workflowName: spec.name,
    version: 1,
    specHash: 'a'.repeat(64),
    spec: normalize(spec),
    input: { v: {} },
    actor: { kind: 'member', id: here.memberId, name: 'owner', email: here.email },
    authors: [here.memberId],
    timeoutMs: null,
    ...more,
  },
  payloads: new Map(),
  sealed: [],
  size: 100,
});

test('of 200 started at once each has its number, its first event and its entry in a sound record', async () => {
  const [one, two, three] = [await publish(here), await publish(here), await publish(there)];
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      index % 4 === 3 ? start(there, three) : start(here, index % 4 === 0 ? one : two),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  for (const [workflow, count] of [
    [one, 50],
    [two, 100],
    [three, 50],
  ] as const) {
    expect(await numbersOf(workflow)).toEqual(upTo(count));
    expect(await startsRecorded(workflow)).toBe(count);
  }
  const { rows } = await api.db.pool.query(
    `SELECT r.id, r.number, r.workspace_id = w.workspace_id AS own, e.data->>'number' AS said
     FROM run r JOIN workflow w ON w.id = r.workflow_id JOIN run_event e ON e.run_id = r.id AND e.seq = 1`,
  );
  expect(rows).toHaveLength(200);
  expect(rows.every(({ number, own, said }) => own && String(number) === said)).toBe(true);
  const told = new Map(answers.map(({ body }) => [body.id, body.number]));
  expect(rows.every(({ id, number }) => told.get(id) === number)).toBe(true);
  expect(await verified(here)).toMatchObject({ ok: true });
  expect(await verified(there)).toMatchObject({ ok: true });
});

test('what cannot be stored fails alone, by our rule and by the database’s', async () => {
  const workflow = await publish(here);
  const known = order(workflow);
  await startTogether(known);
  let deep: unknown = 1;
  for (let level = 0; level < 5000; level++) deep = [deep];
  const orders = upTo(12).map(() => order(workflow));
  orders[4] = order(workflow, { runId: known.command.runId });
  orders[8] = order(workflow, { input: { v: deep as number } });
  const settled = await Promise.allSettled(orders.map(startTogether));
  const failed = settled.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
  expect(failed).toEqual([4, 8]);
  expect(settled[4]).toMatchObject({ reason: { code: '23505' } });
  expect(settled[8]).toMatchObject({ reason: expect.any(RangeError) });
  expect(await numbersOf(workflow)).toEqual(upTo(11));
  expect(await startsRecorded(workflow)).toBe(11);
  expect(await verified(here)).toMatchObject({ ok: true });
});

test('twins with one Idempotency-Key start one run and get the same answer, others go on', async () => {
  const workflow = await publish(here);
  const [twins, others] = await Promise.all([
    Promise.all(upTo(20).map(() => start(here, workflow, { 'idempotency-key': 'twins' }))),
    Promise.all(upTo(20).map((key) => start(here, workflow, { 'idempotency-key': `other-${key}` }))),
  ]);
  expect(new Set([...twins, ...others].map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(twins.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(new Set(others.map(({ body }) => body.id)).size).toBe(20);
  expect(await numbersOf(workflow)).toHaveLength(21);
  expect(await startsRecorded(workflow)).toBe(21);
  expect((await start(here, workflow, { 'idempotency-key': 'other-7' })).body).toEqual(others[6]?.body);
  const foreign = await api.call('POST', `/api/v1/workflows/${workflow}/runs`, {
    as: here,
    body: { draft: true },
    headers: { 'idempotency-key': 'twins' },
  });
  expect(foreign.body.code).toBe('idempotency_mismatch');
});

test('a workflow archived or deleted between the check and the start is refused alone', async () => {
  const [stays, archived, deleted] = [await publish(here), await publish(here), await publish(here)];
  await api.db.pool.query('UPDATE workflow SET archived_at = now() WHERE id = $1', [archived]);
  await api.db.pool.query('UPDATE workflow SET deleted_at = now() WHERE id = $1', [deleted]);
  const orders = [stays, stays, archived, stays, deleted, stays].map((workflow) => order(workflow));
  const settled = await Promise.allSettled(orders.map(startTogether));
  expect(settled.map((one) => (one.status === 'fulfilled' ? 'started' : one.reason.code))).toEqual([
    'started',
    'started',
    'conflict',
    'started',
    'not_found',
    'started',
  ]);
  expect(await numbersOf(archived)).toEqual([]);
  expect(await numbersOf(stays)).toEqual([1, 2, 3, 4]);
});
