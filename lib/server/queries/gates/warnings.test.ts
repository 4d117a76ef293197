import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let reviewer: TestPerson;
let release: { id: string };
beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
  release = (await say('POST', '/groups', { name: 'release', members: [reviewer.memberId] })).body;
});
afterAll(() => product.close());

const say = (method: string, path: string, body?: unknown, as = owner) =>
  product.api.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const gated = (gate: object, id = 'sign') => [{ id, name: 'Sign it', kind: 'template', with: { template: 'x' }, gate }];
const foreseen = async (change: object) => (await say('POST', '/gates/foresee', change)).body.warnings;
const blocked = async () => (await say('GET', '/gates/blocked', undefined, reviewer)).body.items;

test('whoever changes a group is told before and after which gates nobody can pass any more', async () => {
  const named = await product.workflow(owner, gated({ reviewers: { groups: ['release'] } }));
  const policy = await say('POST', '/policies', { name: 'by release', demand: { reviewers: { groups: ['release'] } } });
  const held = await product.workflow(owner, gated({ policy: 'by release' }));
  await product.workflow(owner, gated({ reviewers: { users: [owner.email] } }));
  const run = await product.start(owner, named);
  const gate = await product.gate(owner, run);
  expect(await blocked()).toEqual([]);

  const expected = [
    expect.objectContaining({ workflow: expect.objectContaining({ id: named }), step: 'Sign it', gate: null }),
    expect.objectContaining({ workflow: expect.objectContaining({ id: held }), gate: null }),
    expect.objectContaining({ gate: expect.objectContaining({ id: gate.id, runId: run }) }),
  ];
  const sorted = (warnings: object[]) => expect(warnings).toEqual(expect.arrayContaining(expected));
  for (const change of [
    { change: 'group', id: release.id, members: [] },
    { change: 'group', id: release.id, name: 'releases' },
    { change: 'noGroup', id: release.id },
    { change: 'noMember', id: reviewer.memberId },
    { change: 'role', id: reviewer.memberId, role: 'viewer' },
  ]) {
    const warnings = await foreseen(change);
    sorted(warnings);
    expect(warnings.length, JSON.stringify(change)).toBe(3);
  }
  expect(await foreseen({ change: 'group', id: release.id, members: [reviewer.memberId, owner.memberId] })).toEqual([]);
  expect(await foreseen({ change: 'role', id: reviewer.memberId, role: 'editor' })).toEqual([]);
  expect(await blocked()).toEqual([]);

  const emptied = await say('PATCH', `/groups/${release.id}`, { members: [] });
  sorted(emptied.body.warnings);
  expect(await blocked()).toMatchObject([{ id: gate.id, message: 'Nobody of those who are asked may decide.' }]);
  // It is told once: what nobody could pass before is no news.
  expect((await say('PATCH', `/groups/${release.id}`, { description: 'x' })).body.warnings).toEqual([]);
  expect((await say('PATCH', `/groups/${release.id}`, { members: [reviewer.memberId] })).body.warnings).toEqual([]);
  expect(await blocked()).toEqual([]);

  const demoted = await say('PATCH', `/members/${reviewer.memberId}`, { role: 'viewer' });
  expect(demoted.body.warnings.length).toBe(3);
  await say('PATCH', `/members/${reviewer.memberId}`, { role: 'reviewer' });
  const removed = await say('DELETE', `/groups/${release.id}`);
  expect([removed.status, removed.body.warnings.length]).toEqual([200, 3]);
  expect((await say('DELETE', `/policies/${policy.body.id}`)).status).toBe(409);
});

test('the four-eyes rule is held against every gate, and their gates show who is shut out by it', async () => {
  const own = await product.workflow(owner, gated({ reviewers: { users: [owner.email] } }));
  const run = await product.start(owner, own);
  const gate = await product.gate(owner, run);
  const ids = (warnings: { workflow: { id: string } }[]) => warnings.map(({ workflow }) => workflow.id);
  expect(ids(await foreseen({ change: 'selfApproval', to: 'never' }))).toContain(own);
  const { body } = await say('PATCH', '/workspace', { selfApproval: 'never' });
  expect(ids(body.warnings)).toContain(own);
  expect((await blocked()).map(({ id }: { id: string }) => id)).toContain(gate.id);
  expect((await say('PATCH', '/workspace', { selfApproval: 'marked' })).body.warnings).toEqual([]);
  expect((await blocked()).map(({ id }: { id: string }) => id)).not.toContain(gate.id);
});

test('a gate that excludes all whom it asks is one that nobody can pass', async () => {
  const asks = { users: [owner.email, reviewer.email] };
  const run = await product.start(
    owner,
    await product.workflow(owner, gated({ reviewers: asks, exclude: asks.users })),
  );
  const gate = await product.gate(owner, run);
  expect(await blocked()).toContainEqual(
    expect.objectContaining({ id: gate.id, message: 'Everybody who is asked is excluded.' }),
  );
});

test.each<[string, object]>([
  ['an unknown change', { change: 'everything' }],
  ['a role that is none', { change: 'role', id: 'x', role: 'king' }],
  ['a field too many', { change: 'noGroup', id: 'x', members: [] }],
])('refuses %s', async (_, body) => {
  expect((await say('POST', '/gates/foresee', body)).status).toBe(400);
});

test('another workspace’s group is not there', async () => {
  expect((await say('POST', '/gates/foresee', { change: 'noGroup', id: randomUUID() })).status).toBe(404);
});
