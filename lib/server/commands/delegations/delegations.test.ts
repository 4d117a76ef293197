import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let author: TestPerson;
let away: TestPerson;
let taker: TestPerson;
let further: TestPerson;
let viewer: TestPerson;
beforeAll(async () => {
  product = await openProduct();
  const { api } = product;
  [author, away, taker, further, viewer] = (await Promise.all(
    (['owner', 'reviewer', 'reviewer', 'reviewer', 'viewer'] as const).map((role) => api.person(role)),
  )) as [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];
});
afterAll(() => product.close());

const day = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
const say = (method: string, path: string, as: TestPerson, body?: unknown) =>
  product.api.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const stand = async (giver: TestPerson, to: TestPerson, more: object = {}) => {
  const { status, body } = await say('POST', '/delegations', giver, { taker: to.memberId, endsAt: inDays(1), ...more });
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
};
const asks = async (reviewer: TestPerson) => {
  const step = {
    id: 'notes',
    kind: 'template',
    with: { template: 'x' },
    gate: { reviewers: { users: [reviewer.email] } },
  };
  const run = await product.start(author, await product.workflow(author, [step]));
  return { run, gate: await product.gate(author, run) };
};
const nameOf = async (person: TestPerson) => (await say('GET', '/me', person)).body.user.name;

test('whoever stands in decides with the right of another, and says so in the case, the record and the seal', async () => {
  const { run, gate } = await asks(away);
  expect((await product.decide(taker, gate, { action: 'approve' })).status).toBe(403);
  const made = await stand(away, taker, { note: 'On leave' });
  expect(made).toMatchObject({
    status: 'active',
    note: 'On leave',
    giver: { id: away.memberId },
    taker: { id: taker.memberId },
    mayEnd: true,
  });
  const giver = await nameOf(away);
  const { body } = await say('GET', `/approvals/${gate.id}`, taker);
  expect(body.mine).toMatchObject({ may: true, onBehalfOf: { id: away.memberId, name: giver } });
  expect((await product.decide(taker, gate, { action: 'approve' })).status).toBe(200);
  const after = await product.until(author, run, ({ finishedAt }) => finishedAt !== null);
  expect(after.steps[0]?.seals).toMatchObject([{ by: { id: taker.memberId }, onBehalfOf: { name: giver } }]);
  const { items } = (await say('GET', '/audit?limit=2', author)).body;
  expect(items[0].sentence).toContain(`in the place of ${giver}`);
  expect(items[1].sentence).toContain(`let ${await nameOf(taker)} stand in for them`);
  expect((await say('DELETE', `/delegations/${made.id}`, away)).status).toBe(204);
});

test('nobody passes on what they were given, and it counts only while it lasts', async () => {
  const first = await stand(away, taker);
  const second = await stand(taker, further);
  const { gate } = await asks(away);
  expect((await product.decide(further, gate, { action: 'approve' })).status).toBe(403);
  expect((await say('DELETE', `/delegations/${first.id}`, away)).status).toBe(204);
  expect((await product.decide(taker, gate, { action: 'approve' })).status).toBe(403);
  const later = await stand(away, taker, { startsAt: inDays(1), endsAt: inDays(2) });
  expect(later.status).toBe('planned');
  expect((await product.decide(taker, gate, { action: 'approve' })).status).toBe(403);
  expect((await product.decide(away, gate, { action: 'approve' })).status).toBe(200);
  for (const [id, as] of [
    [second.id, taker],
    [later.id, away],
  ] as const)
    expect((await say('DELETE', `/delegations/${id}`, as)).status).toBe(204);
});

test('several may stand in at once; each sees what concerns them, and what is over only when asked', async () => {
  const both = [await stand(further, taker), await stand(further, away)];
  const own = (await say('GET', '/delegations?mine=1', further)).body.items;
  expect(own.map(({ id }: { id: string }) => id).toSorted()).toEqual(both.map(({ id }) => id).toSorted());
  expect((await say('GET', '/delegations?mine=1', author)).body.items).toEqual([]);
  const seen = (await say('GET', '/delegations', viewer)).body.items;
  expect(seen.map(({ mayEnd }: { mayEnd: boolean }) => mayEnd)).toEqual([false, false]);
  // An owner ends what others gave; another reviewer does not.
  const [one, two] = both.map(({ id }) => `/delegations/${id}`) as [string, string];
  expect((await say('DELETE', one, taker)).status).toBe(403);
  expect((await say('DELETE', one, author)).status).toBe(204);
  expect((await say('DELETE', one, author)).status).toBe(204);
  expect((await say('DELETE', two, further)).status).toBe(204);
  const { items } = (await say('GET', '/audit?action=delegation&limit=2', author)).body;
  expect(items[1].sentence).toContain(`ended that ${await nameOf(taker)} stands in for ${await nameOf(further)}`);
  expect((await say('GET', '/delegations', further)).body.items).toEqual([]);
  const past = (await say('GET', '/delegations?past=1&mine=1', further)).body.items;
  expect(past.map(({ status }: { status: string }) => status)).toEqual(expect.arrayContaining(['over', 'over']));
});

test('it ends with the member, also when they come back', async () => {
  const guest = await product.api.person('reviewer');
  await stand(guest, taker);
  await stand(away, guest);
  expect((await say('DELETE', `/members/${guest.memberId}`, author)).status).toBe(200);
  const back = { email: guest.email, role: 'reviewer' };
  expect((await say('POST', '/members', author, back)).status).toBe(201);
  expect((await say('GET', '/delegations', author)).body.items).toEqual([]);
});

test.each<[string, () => object, string]>([
  ['oneself', () => ({ taker: away.email }), 'taker'],
  ['a stranger', () => ({ taker: 'who@example.org' }), 'taker'],
  ['somebody whose role decides nothing', () => ({ taker: viewer.email }), 'taker'],
  ['more than a year', () => ({ taker: taker.email, endsAt: inDays(400) }), 'endsAt'],
  ['a beginning far away', () => ({ taker: taker.email, startsAt: inDays(400), endsAt: inDays(401) }), 'startsAt'],
  ['an end before the beginning', () => ({ taker: taker.email, startsAt: inDays(3), endsAt: inDays(2) }), 'endsAt'],
  ['what is over', () => ({ taker: taker.email, startsAt: inDays(-3), endsAt: inDays(-2) }), 'endsAt'],
  ['a date without a time', () => ({ taker: taker.email, endsAt: '2030-01-31' }), 'endsAt'],
])('refuses %s with its place', async (_, body, path) => {
  const answer = await say('POST', '/delegations', away, { endsAt: inDays(1), ...body() });
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path }] } });
});

test('who decides nothing cannot let anybody stand in', async () => {
  const answer = await say('POST', '/delegations', viewer, { taker: taker.email, endsAt: inDays(1) });
  expect(answer.status).toBe(403);
});
