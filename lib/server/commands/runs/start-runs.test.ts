import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let workflow: string;
beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  workflow = await product.workflow(
    owner,
    [{ id: 'a', kind: 'template', with: { template: 'Hello {{ inputs.name }}' } }],
    { inputs: { name: { type: 'string', pattern: '^.{1,10}$' } } },
  );
});
afterAll(() => product.close());

const start = (body: object, more: object = {}) =>
  product.api.call('POST', `/api/v1/workflows/${workflow}/runs/batch`, { as: owner, body, ...more });
const count = async () =>
  Number(
    (await product.api.db.pool.query('select count(*) from run where workflow_id = $1', [workflow])).rows[0].count,
  );

test('starts many runs in their order, each with its input, its number and its entry in the record', async () => {
  const { status, body } = await start({ runs: [{ input: { name: 'one' } }, { input: { name: 'two' } }] });
  expect(status).toBe(201);
  const [one, two] = body.items;
  expect(two.number).toBe(one.number + 1);
  const run = await product.until(owner, two.id, ({ finishedAt }) => finishedAt !== null);
  expect(run.steps[0]!.output).toEqual({ text: 'Hello two' });
  const record = await product.api.call('GET', `/api/v1/audit?runId=${one.id}`, { as: owner });
  expect(record.body.items).toMatchObject([{ action: 'run.started', details: { input: { name: 'one' } } }]);
});

test('starts none when one input is wrong, and names each place', async () => {
  const before = await count();
  const { status, body } = await start({
    runs: [{ input: { name: 'fine' } }, {}, { input: { name: 'far too long' } }],
  });
  expect([status, body.code]).toEqual([422, 'invalid_input']);
  expect(body.errors.map(({ path }: { path: string }) => path.split('.').slice(0, 2).join('.'))).toEqual([
    'runs.1',
    'runs.2',
  ]);
  expect(await count()).toBe(before);
  expect((await start({ runs: [] })).status).toBe(400);
});

test('starts them once, however often the call is repeated under its key', async () => {
  const before = await count();
  const more = { headers: { 'idempotency-key': 'batch-1' } };
  const answers = await Promise.all(
    [1, 2, 3].map(() => start({ runs: [{ input: { name: 'x' } }, { input: { name: 'y' } }] }, more)),
  );
  expect(new Set(answers.map(({ body }) => JSON.stringify(body.items)))).toHaveProperty('size', 1);
  expect(await count()).toBe(before + 2);
});
