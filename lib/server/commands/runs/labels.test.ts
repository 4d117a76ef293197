import { afterAll, beforeAll, expect, test } from 'vitest';
import { bothSides } from '#lib/storage/testing/projection-of.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let workflow: string;

const say = [{ id: 'say', kind: 'template', with: { template: 'said' } }];

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  workflow = await product.workflow(owner, say, { labels: ['release', 'team/payments'] });
});
afterAll(() => product.close());

const post = (path: string, body: object) => product.api.call('POST', `/api/v1${path}`, { as: owner, body });
const startWith = (labels: unknown) => post(`/workflows/${workflow}/runs`, { labels });
const ended = (run: string) => product.until(owner, run, ({ finishedAt }) => finishedAt !== null);
const entry = async (run: string) =>
  (await product.api.call('GET', `/api/v1/audit?runId=${run}`, { as: owner })).body.items[0];

test('a run has the labels of its version and those of its start; the record names the latter', async () => {
  const plain = await product.start(owner, workflow);
  expect((await ended(plain)).labels).toEqual(['release', 'team/payments']);
  expect((await entry(plain)).details).not.toHaveProperty('labels');
  const given = await product.start(owner, workflow, { labels: ['env:prod', 'release'] });
  expect((await ended(given)).labels).toEqual(['release', 'team/payments', 'env:prod']);
  expect(await entry(given)).toMatchObject({
    sentence: 'started release #2, labelled env:prod, release',
    details: { labels: ['env:prod', 'release'] },
  });
  const bare = await product.start(owner, await product.workflow(owner, say));
  expect((await ended(bare)).labels).toEqual([]);
});

test('the events of a run tell its labels: they come to what its row says', async () => {
  const run = await product.start(owner, workflow, { labels: ['Env:prod', 'v1.2.3', '7', 'null'] });
  await ended(run);
  const { folded, stored } = await bothSides(product.api.db.pool, run);
  expect(folded.run.labels).toEqual(['release', 'team/payments', 'Env:prod', 'v1.2.3', '7', 'null']);
  expect(stored).toEqual(folded);
});

test('each run of a batch has labels of its own', async () => {
  const { body } = await post(`/workflows/${workflow}/runs/batch`, { runs: [{ labels: ['one'] }, {}] });
  const [one, two] = await Promise.all(body.items.map(({ id }: { id: string }) => product.run(owner, id)));
  expect([one.labels, two.labels]).toEqual([
    ['release', 'team/payments', 'one'],
    ['release', 'team/payments'],
  ]);
});

test('what is run again keeps the labels it was given, and has those of the version it runs', async () => {
  const moved = await product.workflow(owner, say, { name: 'moved', labels: ['old'] });
  const first = await product.start(owner, moved, { labels: ['env:prod'] });
  await ended(first);
  const spec = { name: 'moved', labels: ['new'], steps: say };
  await product.api.call('PUT', `/api/v1/workflows/${moved}/draft`, { as: owner, body: { revision: 1, spec } });
  expect((await post(`/workflows/${moved}/publish`, {})).status).toBe(201);
  const again = (await post(`/runs/${first}/rerun`, {})).body.id;
  const latest = (await post(`/runs/${first}/rerun`, { version: 'latest' })).body.id;
  expect((await product.run(owner, again)).labels).toEqual(['old', 'env:prod']);
  expect((await product.run(owner, latest)).labels).toEqual(['new', 'env:prod']);
  expect((await entry(again)).sentence).toBe('ran again #1 as moved #2, labelled env:prod');
});

test('a child has the labels of its own workflow alone', async () => {
  await product.workflow(owner, say, { name: 'inner', labels: ['inside'] });
  const outer = await product.workflow(owner, [{ id: 'call', kind: 'workflow', with: { workflow: 'inner' } }], {
    name: 'outer',
    labels: ['outside'],
  });
  const run = await ended(await product.start(owner, outer, { labels: ['nightly'] }));
  expect(run.labels).toEqual(['outside', 'nightly']);
  expect((await product.run(owner, run.steps[0]!.child!.runId)).labels).toEqual(['inside']);
});

test.each<[string, unknown, string]>([
  ['a blank', ['fine', 'env prod'], 'labels.1'],
  ['nothing at all', [''], 'labels.0'],
  ['what is too long', ['x'.repeat(61)], 'labels.0'],
  ['a repeat', ['a', 'a'], 'labels.1'],
  ['too many', Array.from({ length: 21 }, (_, nth) => `l${nth}`), 'labels'],
  ['a number', [7], 'labels.0'],
  ['a mere text', 'release', 'labels'],
])('labels that are %j are refused with their place', async (_, labels, path) => {
  const { status, body } = await startWith(labels);
  expect({ status, path: body.errors[0].path }).toEqual({ status: 400, path });
  const batch = await post(`/workflows/${workflow}/runs/batch`, { runs: [{}, { labels }] });
  expect({ status: batch.status, path: batch.body.errors[0].path }).toEqual({ status: 400, path: `runs.1.${path}` });
});

test('a file with wrong labels is not published', async () => {
  const { body } = await post('/workflows', { spec: { name: 'wrong', labels: ['a', 'a b'], steps: say } });
  expect(body).toMatchObject({ version: null, findings: [{ rule: 'syntax.shape', path: ['labels', 1] }] });
});
