import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunSummary } from '#lib/contracts/run.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let reviewer: TestPerson;
let asked: string;
let ungrouped: string;
let ended: string;
let workflow: string;

const gate = (reviewers: object) => [{ id: 'ask', kind: 'gate', gate: { title: 'May it?', reviewers } }];

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
  const { memberId } = reviewer;
  await product.api.call('POST', '/api/v1/groups', { as: owner, body: { name: 'Release', members: [memberId] } });
  workflow = await product.workflow(owner, gate({ groups: ['Release'] }), { name: 'Ship the 100% release' });
  asked = await product.start(owner, workflow);
  ungrouped = await product.start(
    owner,
    await product.workflow(owner, gate({ users: [owner.email] }), { name: 'Other' }),
  );
  ended = await product.start(
    owner,
    await product.workflow(owner, [{ id: 'say', kind: 'template', with: { template: 'said' } }], { name: 'Third' }),
  );
  await product.until(owner, ended, (run) => run.status === 'succeeded');
  for (const id of [asked, ungrouped]) await product.until(owner, id, (run) => run.status === 'waiting');
});
afterAll(() => product.close());

async function listed(query: string, as = owner): Promise<string[]> {
  const { status, body } = await product.api.call('GET', `/api/v1/runs?${query}`, { as });
  expect(status).toBe(200);
  return body.items.map(({ id }: RunSummary) => id);
}

test('a list is narrowed to what waits for the caller, a group, or a member by address and through groups', async () => {
  expect(await listed('waitingFor=me', reviewer)).toEqual([asked]);
  expect(await listed('waitingFor=group:Release')).toEqual([asked]);
  expect(await listed(`waitingFor=member:${reviewer.memberId}`)).toEqual([asked]);
  expect(await listed(`waitingFor=member:${owner.memberId}`)).toEqual([ungrouped]);
  expect(await listed('waitingFor=group:Nobody')).toEqual([]);
});

test('text finds a name, a number and an id, each run once, and its own signs mean themselves', async () => {
  expect(await listed('text=100%25')).toEqual([asked]);
  expect(await listed('text=100_')).toEqual([]);
  expect(await listed(`text=${ended}`)).toEqual([ended]);
  expect(new Set(await listed('text=%231'))).toEqual(new Set([asked, ungrouped, ended]));
  expect(await listed('text=1')).toHaveLength(3);
});

test('filters narrow each other, and pages of them hold every run once', async () => {
  expect(await listed(`workflow=${workflow}&status=waiting,failed&startedBy=${owner.memberId}&text=release`)).toEqual([
    asked,
  ]);
  expect(await listed(`workflow=${workflow}&status=succeeded`)).toEqual([]);
  const pages: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = `limit=1&status=waiting,succeeded${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body } = await product.api.call('GET', `/api/v1/runs?${query}`, { as: owner });
    pages.push(...body.items.map(({ id }: RunSummary) => id));
    cursor = body.nextCursor;
  }
  expect(pages).toEqual([ended, ungrouped, asked]);
});

test('whom it may wait for is said in one of three ways', async () => {
  const { status, body } = await product.api.call('GET', '/api/v1/runs?waitingFor=somebody', { as: owner });
  expect({ status, path: body.errors[0].path }).toEqual({ status: 400, path: 'waitingFor' });
});

test('a run that goes on for longer than the earlier ones of its workflow took is slow, one without a history is not', async () => {
  const say = [{ id: 'say', kind: 'template', with: { template: 'said' } }];
  const usual = await product.workflow(owner, say, { name: 'Usual' });
  const young = await product.workflow(owner, say, { name: 'Young' });
  const runs: string[] = [];
  for (const flow of [usual, usual, usual, usual, usual, usual, young]) runs.push(await product.start(owner, flow));
  for (const id of runs) await product.until(owner, id, (run) => run.status === 'succeeded');
  const [slow, unknown] = [runs[5]!, runs[6]!];
  // As one whose step hangs would stand there; what it does is not asked here.
  await product.api.db.pool.query(
    `UPDATE run SET status = 'running', finished_at = NULL, admitted_at = now() - interval '1 hour' WHERE id = ANY($1)`,
    [[slow, unknown]],
  );
  expect(await listed('slow=1')).toEqual([slow]);
});

test('labels narrow the list, all of them, also across pages; nobody else’s runs are found by them', async () => {
  const say = [{ id: 'say', kind: 'template', with: { template: 'said' } }];
  const labelled = await product.workflow(owner, say, { name: 'Labelled', labels: ['release'] });
  const [plain, prod, both] = [
    await product.start(owner, labelled),
    await product.start(owner, labelled, { labels: ['env:prod'] }),
    await product.start(owner, labelled, { labels: ['env:prod', 'nightly'] }),
  ];
  const elsewhere = await product.api.person('owner', { workspaceId: await product.api.workspace() });
  const foreign = await product.start(
    elsewhere,
    await product.workflow(elsewhere, say, { name: 'Foreign', labels: ['release', 'theirs'] }),
  );
  expect(await listed('label=release')).toEqual([both, prod, plain]);
  expect(await listed('label=env:prod&label=release')).toEqual([both, prod]);
  expect(await listed('label=nightly,env:prod')).toEqual([both]);
  expect(await listed('label=nightly&label=theirs')).toEqual([]);
  expect(await listed('label=theirs')).toEqual([]);
  expect(await listed('label=release', elsewhere)).toEqual([foreign]);
  expect(await listed('label=Release')).toEqual([]);
  expect(await listed('label=release&status=cancelled')).toEqual([]);
  expect(await listed(`label=release&text=%232&workflow=${labelled}`)).toEqual([prod]);
  const first = await product.api.call('GET', '/api/v1/runs?label=release&limit=2', { as: owner });
  expect(first.body.items.map(({ labels }: RunSummary) => labels)).toEqual([
    ['release', 'env:prod', 'nightly'],
    ['release', 'env:prod'],
  ]);
  expect(await listed(`label=release&limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`)).toEqual([plain]);
});

test('a label that is none is refused with its place', async () => {
  for (const [query, path] of [
    ['label=two%20words', 'label.0'],
    ['label=', 'label.0'],
    ['label=a,,b', 'label.1'],
    [`label=${Array.from({ length: 21 }, (_, nth) => `l${nth}`)}`, 'label'],
  ]) {
    const { status, body } = await product.api.call('GET', `/api/v1/runs?${query}`, { as: owner });
    expect({ query, status, path: body.errors[0].path }).toEqual({ query, status: 400, path });
  }
});

test('labels are offered most used first, of this workspace alone', async () => {
  const offered = async (query: string, as = owner) =>
    (await product.api.call('GET', `/api/v1/runs/labels?${query}`, { as })).body.items;
  expect(await offered('')).toEqual([
    { label: 'release', runs: 3 },
    { label: 'env:prod', runs: 2 },
    { label: 'nightly', runs: 1 },
  ]);
  expect(await offered('text=PROD')).toEqual([{ label: 'env:prod', runs: 2 }]);
  expect(await offered('text=_')).toEqual([]);
  expect(await offered('limit=1')).toEqual([{ label: 'release', runs: 3 }]);
  expect((await product.api.call('GET', '/api/v1/runs/labels?limit=0', { as: owner })).status).toBe(400);
});
