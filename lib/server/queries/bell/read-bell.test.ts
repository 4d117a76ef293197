import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bell } from '#lib/contracts/bell.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let nth = 0;
beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
});
afterAll(() => product.close());

async function say(method: string, path: string, as: TestPerson, body?: unknown) {
  const answer = await product.api.call(method, `/api/v1${path}`, { as, body });
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const bellOf = (as: TestPerson): Promise<Bell> => say('GET', '/me/bell', as);
const kindsOf = async (as: TestPerson) => (await bellOf(as)).items.map(({ kind }) => kind);

async function reviewers(size: number) {
  const people = await Promise.all(Array.from({ length: size }, () => product.api.person('reviewer')));
  const name = `group ${nth++}`;
  await say('POST', '/groups', owner, { name, members: people.map(({ memberId }) => memberId) });
  return { name, people };
}
async function gateFor(groups: string[], more: object = {}) {
  const starter = await product.api.person('editor');
  const step = {
    id: 'ask',
    kind: 'gate',
    with: { payload: 'x' },
    gate: { title: 'Ship it?', reviewers: { groups }, ...more },
  };
  const run = await product.start(starter, await product.workflow(starter, [step]));
  return { starter, gate: await product.gate(owner, run) };
}

test('a gate rings for those it asks, until they sign, and its decision for who started it', async () => {
  const { name, people } = await reviewers(2);
  const [signs, waits] = people as [TestPerson, TestPerson];
  const stranger = await product.api.person('reviewer');
  const viewer = await product.api.person('viewer');
  const { starter, gate } = await gateFor([name], { quorum: 2 });
  expect(await bellOf(signs)).toMatchObject({
    unseen: 1,
    items: [{ kind: 'asked', gateId: gate.id, title: 'Ship it?', by: expect.stringMatching(/^editor/), seen: false }],
  });
  await product.decide(signs, gate, { action: 'approve' });
  const kinds = await Promise.all([signs, waits, stranger, viewer, starter].map(kindsOf));
  expect(kinds).toEqual([[], ['asked'], [], [], []]);
  await product.decide(waits, gate, { action: 'approve' });
  expect(await kindsOf(waits)).toEqual([]);
  expect(await bellOf(starter)).toMatchObject({
    unseen: 1,
    items: [{ kind: 'decided', gateId: gate.id, text: expect.stringMatching(/^reviewer .* approved/) }],
  });
});

test('what was seen is seen by one, up to the moment they name', async () => {
  const { name, people } = await reviewers(2);
  const [looks, other] = people as [TestPerson, TestPerson];
  await gateFor([name]);
  const { items } = await bellOf(looks);
  await say('POST', '/me/bell/seen', looks, { upTo: items[0]!.at });
  await gateFor([name]);
  const after = await bellOf(looks);
  expect([after.unseen, after.items.map(({ seen }) => seen)]).toEqual([1, [false, true]]);
  expect((await bellOf(other)).unseen).toBe(2);
  await say('POST', '/me/bell/seen', looks, { upTo: '2999-01-01T00:00:00Z' });
  await say('POST', '/me/bell/seen', looks, { upTo: items[0]!.at });
  expect((await bellOf(looks)).unseen).toBe(0);
  await gateFor([name]);
  expect((await bellOf(looks)).unseen).toBe(1);
});

test('a question rings for whom it asks, until it is answered', async () => {
  const { name, people } = await reviewers(1);
  const { gate, starter } = await gateFor([name]);
  const ask = { text: 'Which version is it?', asks: starter.memberId };
  const question = await say('POST', `/approvals/${gate.id}/comments`, people[0]!, ask);
  expect((await bellOf(starter)).items).toMatchObject([
    { kind: 'question', id: question.id, gateId: gate.id, text: 'Which version is it?' },
  ]);
  await say('POST', `/approvals/${gate.id}/comments`, starter, { text: 'The third.', answers: question.id });
  expect(await kindsOf(starter)).toEqual([]);
});

test('a gate that is handed on rings for whom it was handed to', async () => {
  const { name } = await reviewers(1);
  const { name: others, people } = await reviewers(1);
  const { gate } = await gateFor([name]);
  expect(await kindsOf(people[0]!)).toEqual([]);
  await say('POST', `/approvals/${gate.id}/reassign`, owner, { to: [others] });
  expect(await bellOf(people[0]!)).toMatchObject({ unseen: 1, items: [{ kind: 'reassigned', gateId: gate.id }] });
});

test('letters about gates are a member’s own choice, and in the record', async () => {
  const person = await product.api.person('reviewer');
  expect((await say('GET', '/me', person)).member.gateMail).toBe(true);
  expect((await say('PATCH', '/me', person, { gateMail: false })).member.gateMail).toBe(false);
  expect((await say('GET', '/me', person)).member.gateMail).toBe(false);
  await say('PATCH', '/me', person, { timeZone: 'Europe/Berlin' });
  expect((await say('GET', '/me', person)).member.gateMail).toBe(false);
  const { items } = await say('GET', '/audit?limit=5', owner);
  expect(JSON.stringify(items)).toContain('"path":"gateMail"');
});
