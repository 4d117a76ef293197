import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
});
afterAll(() => product.close());

const call = (method: string, path: string, as = owner) => product.api.call(method, path, { as });
const step = (id: string) => ({ id, kind: 'shell', with: { run: 'true' }, cache: { key: '{{ inputs.key }}' } });

test('kept results are listed, used, and cleared by workflow, step and key', async () => {
  const workflow = await product.workflow(owner, [step('a'), step('b')], {
    inputs: { key: { type: 'string', default: 'x' } },
  });
  const cache = `/api/v1/workflows/${workflow}/cache`;
  const run = async (key: string) => {
    const id = await product.start(owner, workflow, { input: { key } });
    return product.until(owner, id, ({ finishedAt }) => finishedAt !== null);
  };
  const kept = async () =>
    (await call('GET', cache)).body.items
      .map((item: { step: string; key: string }) => `${item.step} ${item.key}`)
      .sort();
  const first = await run('x');
  await run('y');
  expect(await kept()).toEqual(['a x', 'a y', 'b x', 'b y']);
  const then = await run('x');
  const from = { runId: first.id, number: 1, at: expect.any(String) };
  expect(then.steps.map(({ cached }: { cached: unknown }) => cached)).toEqual([from, from]);
  expect(first.steps[0]?.cached).toBe(null);

  expect((await call('DELETE', `${cache}?step=a&key=x`)).body).toEqual({ cleared: 1 });
  expect(await kept()).toEqual(['a y', 'b x', 'b y']);
  expect((await call('DELETE', `${cache}?key=y`)).body).toEqual({ cleared: 2 });
  expect((await call('DELETE', `${cache}?step=a`)).body).toEqual({ cleared: 0 });
  const half = await run('x');
  expect(half.steps.map(({ cached }: { cached: unknown }) => cached !== null)).toEqual([false, true]);
  expect((await call('DELETE', cache)).body).toEqual({ cleared: 2 });
  expect(await kept()).toEqual([]);
  const { body } = await call('GET', '/api/v1/audit?action=cache.cleared');
  expect(body.items.map(({ sentence }: { sentence: string }) => sentence)).toEqual(
    Array(3).fill('cleared kept results of release'),
  );
});

test('viewers look and do not clear; another workspace sees nothing of it', async () => {
  const workflow = await product.workflow(owner, [step('a')], { inputs: { key: { type: 'string', default: 'x' } } });
  const cache = `/api/v1/workflows/${workflow}/cache`;
  const viewer = await product.api.person('viewer');
  expect((await call('GET', cache, viewer)).status).toBe(200);
  expect((await call('DELETE', cache, viewer)).status).toBe(403);
  const stranger = await product.api.person('owner', { workspaceId: await product.api.workspace() });
  expect((await call('GET', cache, stranger)).status).toBe(404);
});
