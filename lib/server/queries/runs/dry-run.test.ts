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
    [
      { id: 'hello', kind: 'template', with: { template: 'Hello {{ inputs.who }}' } },
      {
        id: 'use',
        kind: 'shell',
        needs: ['hello'],
        with: { run: 'sleep 0.3', env: { T: '{{ inputs.token }}', H: '{{ steps.hello.output.text }}' } },
        gate: { placement: 'before', title: 'May it?', reviewers: { groups: ['release'] } },
      },
    ],
    { inputs: { who: { type: 'string' }, token: { type: 'string', sensitive: true } } },
  );
});
afterAll(() => product.close());

const dryRun = (input: object, as = owner) =>
  product.api.call('POST', `/api/v1/workflows/${workflow}/runs`, { as, body: { input, dryRun: true } });

/** What is in every table of the database. */
async function rows(): Promise<Record<string, number>> {
  const { pool } = product.api.db;
  const tables = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows)
    counts[name] = (await pool.query(`select count(*)::int as n from "${name}"`)).rows[0].n;
  return counts;
}

test('a dry run tells what a start would do, and writes nothing', async () => {
  const before = await rows();
  const { status, body } = await dryRun({ who: 'Ada', token: 'correct horse battery' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    dryRun: true,
    version: 1,
    input: { who: 'Ada', token: '••• token' },
    steps: [
      { id: 'hello', would: 'run', output: { text: 'Hello Ada' } },
      {
        id: 'use',
        would: 'run',
        params: { env: { T: '••• token', H: 'Hello Ada' } },
        gates: [{ placement: 'before', title: 'May it?', reviewers: { groups: ['release'] } }],
      },
    ],
    plan: { criticalPath: ['hello', 'use'], expectedMs: null },
  });
  expect(JSON.stringify(body)).not.toContain('battery');
  expect(await rows()).toEqual(before);
});

test('a dry run refuses the input that a start refuses', async () => {
  const wrong = await dryRun({ who: 7 });
  const started = await product.api.call('POST', `/api/v1/workflows/${workflow}/runs`, {
    as: owner,
    body: { input: { who: 7 } },
  });
  expect([wrong.status, wrong.body.errors]).toEqual([422, started.body.errors]);
  expect((await dryRun({}, await product.api.person('reviewer'))).status).toBe(403);
});

test('what steps took before says how long a run takes, and when one that goes on will end', async () => {
  const id = await product.workflow(owner, [
    { id: 'a', kind: 'shell', with: { run: 'sleep 0.2' } },
    { id: 'b', kind: 'shell', needs: ['a'], with: { run: 'sleep 0.2' } },
  ]);
  const first = await product.start(owner, id);
  await product.until(owner, first, (run) => run.finishedAt !== null);
  const { steps } = await product.run(owner, first);
  const took = steps.reduce(
    (sum, { startedAt, finishedAt }) => sum + Date.parse(finishedAt!) - Date.parse(startedAt!),
    0,
  );
  const spec = { name: 'release', steps: [{ id: 'a', kind: 'shell', with: { run: 'true' } }] };
  const plan = await product.api.call('POST', '/api/v1/validate', { as: owner, body: { spec, workflow: id } });
  expect(plan.body.plan.expectedMs).toBeGreaterThanOrEqual(150);
  expect(plan.body.plan.expectedMs).toBeLessThanOrEqual(took);

  // Four more, then one is made to be under way, so that no clock decides about the test.
  expect((await product.api.call('GET', `/api/v1/runs?workflow=${id}`, { as: owner })).body.items[0].eta).toBeNull();
  for (let more = 0; more < 5; more++) {
    const run = await product.start(owner, id);
    await product.until(owner, run, ({ finishedAt }) => finishedAt !== null);
  }
  const { pool } = product.api.db;
  await pool.query(`update run set status = 'running', finished_at = null where id = $1`, [first]);
  await pool.query(
    `update run_step set phase = 'running', finished_at = null, started_at = now() where run_id = $1 and step_id = 'b'`,
    [first],
  );
  const list = await product.api.call('GET', `/api/v1/runs?workflow=${id}&status=running`, { as: owner });
  const { lowMs, likelyMs, highMs } = list.body.items[0].eta;
  expect(likelyMs).toBeGreaterThan(50);
  expect(lowMs).toBeLessThanOrEqual(likelyMs);
  expect(highMs).toBeGreaterThanOrEqual(likelyMs);
  expect((await product.run(owner, first)).eta).toBeNull();
});
