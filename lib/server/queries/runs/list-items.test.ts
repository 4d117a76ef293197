import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MapItemsView } from '#lib/contracts/map-item.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
});
afterAll(() => product.close());

const get = async <T = MapItemsView>(path: string): Promise<T> => {
  const { status, body } = await product.api.call('GET', `/api/v1/runs/${path}`, { as: owner });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

/** Its third item fails; a wait for the signal `go` keeps the run alive beside it. */
const start = async () => {
  const workflow = await product.workflow(owner, [
    {
      id: 'scan',
      name: 'Scan',
      kind: 'map',
      with: {
        over: [1, 2, 3, 4, 5],
        concurrency: 5,
        onItemFailure: 'continue',
        steps: [
          { id: 'check', name: 'Check', kind: 'assert', with: { that: ['item != 3'] } },
          { id: 'say', kind: 'shell', needs: ['check'], with: { run: 'echo "said $N"', env: { N: '{{ item }}' } } },
        ],
      },
    },
    { id: 'hold', name: 'Hold', kind: 'wait', with: { event: 'go' } },
  ]);
  return product.start(owner, workflow);
};

it('shows a map as counts, and its items some at a time with the steps of each', async () => {
  const id = await start();
  const run = await product.until(
    owner,
    id,
    ({ steps, awaited }) => steps[0]!.finishedAt !== null && awaited.length > 0,
  );
  expect(run.steps.map(({ id: step }) => step)).toEqual(['scan', 'hold']);
  expect(run.steps[0]!.items).toEqual({ count: 5, open: 0, done: 4, failed: 1 });
  expect(run).toMatchObject({ progress: { done: 1, total: 2 }, awaited: ['go'], signals: [] });

  const first = await get(`${id}/steps/scan/items?limit=2`);
  expect(first).toMatchObject({ total: 5, nextCursor: '2' });
  expect(first.items.map(({ index, status, preview }) => [index, status, preview])).toEqual([
    [0, 'succeeded', '1'],
    [1, 'succeeded', '2'],
  ]);
  expect(first.items[0]!.steps.map(({ id: step, name, item }) => [step, name, item?.name])).toEqual([
    ['scan[0].check', 'Check 1 of Scan', 'Check'],
    ['scan[0].say', 'say 1 of Scan', 'say'],
  ]);
  expect((await get(`${id}/steps/scan/items?limit=2&cursor=4`)).items.map(({ index }) => index)).toEqual([4]);
  const failed = await get(`${id}/steps/scan/items?status=failed`);
  expect(failed).toMatchObject({ total: 1, nextCursor: null, items: [{ index: 2, status: 'failed' }] });
  expect((await get(`${id}/steps/scan/items?status=waiting`)).items).toEqual([]);
  expect((await get(`${id}/steps/scan/items?cursor=99`)).items).toEqual([]);
  expect((await get(`${id}/steps/hold/items`)).total).toBe(0);

  const step = await get<object>(`${id}/steps/${encodeURIComponent('scan[2].check')}`);
  expect(step).toMatchObject({
    status: 'failed',
    may: { retry: true, skip: false },
    attempts: [{ attempt: 1, kind: 'assert', end: 'failed', fallback: 0 }],
  });
  const logs = await get<{ items: { text: string }[] }>(`${id}/steps/${encodeURIComponent('scan[1].say')}/logs`);
  expect(logs.items.map(({ text }) => text).join('')).toBe('said 2\n');
});

it('a map runs while one of its items does, and waits for what they all wait for', async () => {
  const workflow = await product.workflow(owner, [
    {
      id: 'ask',
      kind: 'map',
      with: { over: ['a', 'b'], steps: [{ id: 'sign', name: 'Sign', kind: 'gate' }] },
    },
  ]);
  const id = await product.start(owner, workflow);
  const run = await product.until(owner, id, ({ waitingFor }) => waitingFor.length === 2);
  expect(run.steps[0]).toMatchObject({
    status: 'waiting',
    items: { count: 2, open: 2, done: 0, failed: 0 },
    waitingFor: { reason: 'approval', step: 'ask[0].sign', text: expect.stringContaining('Sign 1 of ask') },
  });
  const { items } = await get(`${id}/steps/ask/items?status=waiting`);
  expect(items.map(({ steps }) => steps[0]!.gate !== null)).toEqual([true, true]);
});

it('refuses what no page of a list is, and steps that the run does not have', async () => {
  const id = await start();
  for (const [path, status] of [
    ['scan/items?status=lost', 400],
    ['scan/items?limit=0', 400],
    ['scan/items?cursor=-1', 400],
    ['none/items', 404],
    ['none', 404],
    [encodeURIComponent('scan[99].check'), 404],
    [`${encodeURIComponent('scan[99].check')}/logs`, 404],
  ] as const)
    expect((await product.api.call('GET', `/api/v1/runs/${id}/steps/${path}`, { as: owner })).status, path).toBe(
      status,
    );
});

it('tells who paused it, which signals wait, and how a step came to its fallback', async () => {
  const workflow = await product.workflow(owner, [
    { id: 'hold', kind: 'wait', with: { event: 'go' } },
    {
      id: 'try',
      kind: 'assert',
      with: { that: ['1 == 2'] },
      fallback: [{ kind: 'template', with: { template: 'instead' } }],
    },
  ]);
  const id = await product.start(owner, workflow);
  await product.until(owner, id, ({ steps, awaited }) => steps[1]!.status === 'succeeded' && awaited.length > 0);
  const step = await get<object>(`${id}/steps/try`);
  expect(step).toMatchObject({
    fallback: 1,
    kind: 'template',
    attempts: [
      { kind: 'assert', end: 'failed', fallback: 0 },
      { kind: 'template', end: 'succeeded', fallback: 1 },
    ],
  });
  const post = (path: string, body: object) =>
    product.api.call('POST', `/api/v1/runs/${id}/${path}`, { as: owner, body });
  await post('pause', { reason: 'a freeze' });
  await post('signals', { name: 'other', data: { n: 1 } });
  expect(await product.run(owner, id)).toMatchObject({
    status: 'paused',
    paused: { reason: 'a freeze', by: { name: expect.any(String) } },
    signals: [{ name: 'other' }],
    sentence: expect.stringMatching(/^Paused by .*nothing starts until it is resumed, 1 of 2 steps done\.$/),
  });
});

it('draws what follows a failure, and says how far it is', async () => {
  const workflow = await product.workflow(
    owner,
    [
      {
        id: 'one',
        kind: 'template',
        with: { template: 'x' },
        undo: { kind: 'template', with: { template: 'undone' } },
      },
      { id: 'two', kind: 'assert', needs: ['one'], with: { that: ['false'] } },
      { id: 'three', kind: 'template', needs: ['two'], with: { template: 'never' } },
    ],
    { onFailure: { rollback: true, escalate: {} } },
  );
  const id = await product.start(owner, workflow);
  const run = await product.until(owner, id, ({ steps }) => steps.some(({ gate }) => gate !== null));
  expect(run.added.map((step) => (step as { id: string }).id)).toEqual(['undo:one', 'onFailure:acknowledge']);
  expect(run.steps.map(({ id: step, added }) => [step, added?.why])).toEqual([
    ['one', undefined],
    ['two', undefined],
    ['three', undefined],
    ['undo:one', 'undo'],
    ['onFailure:acknowledge', 'escalate'],
  ]);
  expect(run.failing?.doing).toBe('Somebody has to acknowledge it.');
  expect(run.sentence).toMatch(/^Failing: .*Somebody has to acknowledge it\.$/);
  // What was never reached is not done.
  expect(run.progress).toEqual({ done: 3, total: 5 });
  await product.decide(owner, await product.gate(owner, id), { action: 'approve' });
  const ended = await product.until(owner, id, ({ finishedAt }) => finishedAt !== null);
  expect(ended).toMatchObject({ status: 'failed', failing: null, progress: { done: 4, total: 5 } });
});
