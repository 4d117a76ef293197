import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BulkRunResult } from '#lib/contracts/run-bulk.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let reviewer: TestPerson;

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
});
afterAll(() => product.close());

const gated = [{ id: 'ask', kind: 'gate', gate: { title: 'May it?' } }];
const broken = [
  { id: 'first', kind: 'template', with: { template: 'said' } },
  { id: 'check', kind: 'assert', needs: ['first'], with: { that: ['false'] } },
];

const bulk = (body: object, { as = owner, key }: { as?: TestPerson; key?: string } = {}) =>
  product.api.call('POST', '/api/v1/runs/bulk', {
    as,
    body,
    ...(key && { headers: { 'idempotency-key': key } }),
  });
const runsOf = async (workflow: string) =>
  (await product.api.call('GET', `/api/v1/runs?workflow=${workflow}`, { as: owner })).body.items.length;

test('many runs are cancelled with one reason, each with its own result and entry', async () => {
  const workflow = await product.workflow(owner, gated);
  const ids = [await product.start(owner, workflow), await product.start(owner, workflow)];
  const { status, body } = await bulk({ action: 'cancel', ids: [...ids, 'nothing', ids[0]], reason: 'Not needed.' });
  expect(status).toBe(200);
  expect(body.results).toEqual([
    { id: ids[0], ok: true, status: 200 },
    { id: ids[1], ok: true, status: 200 },
    { id: 'nothing', ok: false, status: 404, code: 'not_found', detail: 'There is no such run.' },
  ]);
  for (const id of ids) {
    await product.until(owner, id, (run) => run.status === 'cancelled');
    const { body: record } = await product.api.call('GET', `/api/v1/audit?runId=${id}&action=run.cancelled`, {
      as: owner,
    });
    expect(record.items).toHaveLength(1);
    expect(record.items[0].details).toMatchObject({ reason: 'Not needed.' });
  }
});

test('a call that is sent again with its key starts no run twice, and tells what the first one did', async () => {
  const workflow = await product.workflow(owner, broken);
  const id = await product.start(owner, workflow);
  await product.until(owner, id, (run) => run.status === 'failed');
  const request = { action: 'rerun', ids: [id], reason: 'again' };
  const first = await bulk(request, { key: 'bulk-once' });
  expect(first.body.results).toMatchObject([{ id, ok: true, status: 201, started: { number: 2 } }]);
  const again = await bulk(request, { key: 'bulk-once' });
  expect(again.body).toEqual(first.body);
  expect(await runsOf(workflow)).toBe(2);
  const rerun = await product.until(owner, first.body.results[0].started.id, (run) => run.finishedAt !== null);
  expect(rerun.steps.find((step) => step.id === 'first')?.reused).toBeTruthy();
});

test('a rerun says of each run why it cannot be, and takes over nothing when it is to begin at the start', async () => {
  const workflow = await product.workflow(owner, [broken[0]!]);
  const well = await product.start(owner, workflow);
  await product.until(owner, well, (run) => run.status === 'succeeded');
  const live = await product.start(owner, await product.workflow(owner, gated));
  const { body } = await bulk({ action: 'rerun', ids: [well, live] });
  expect(body.results.map(({ code }: BulkRunResult) => code)).toEqual(['conflict', 'run_not_over']);
  const whole = await bulk({ action: 'rerun', ids: [well], from: 'start' });
  const again = await product.until(owner, whole.body.results[0].started.id, (run) => run.finishedAt !== null);
  expect(again.steps[0]?.reused).toBeFalsy();
});

test('nobody changes many who may not change one, and more than 500 are refused with the place', async () => {
  expect((await bulk({ action: 'cancel', ids: ['a'], reason: 'No.' }, { as: reviewer })).status).toBe(403);
  const many = Array.from({ length: 501 }, (_, at) => `run-${at}`);
  const refused = await bulk({ action: 'cancel', ids: many, reason: 'No.' });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'ids' }] } });
});
