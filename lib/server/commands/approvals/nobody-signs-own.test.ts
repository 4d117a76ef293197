import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { everythingIn } from '../../../../test/doors/traces.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let people: Record<
  'author' | 'starter' | 'editor' | 'retrier' | 'assigner' | 'kept' | 'left' | 'taker' | 'judge' | 'other',
  TestPerson
>;

type Attempt = { who: keyof typeof people; gate: ApprovalView; codes: readonly string[]; digest?: string };
const attempts: Record<string, Attempt> = {};

beforeAll(async () => {
  product = await openProduct();
  const { api } = product;
  const made = async (role: 'owner' | 'admin' | 'editor' | 'reviewer') => api.person(role);
  people = {
    author: await made('editor'),
    starter: await made('owner'),
    editor: await made('reviewer'),
    retrier: await made('reviewer'),
    assigner: await made('admin'),
    kept: await made('reviewer'),
    left: await made('reviewer'),
    taker: await made('reviewer'),
    judge: await made('reviewer'),
    other: await made('reviewer'),
  };
  await api.db.pool.query(`UPDATE workspace SET self_approval = 'never' WHERE id = $1`, [api.workspaceId]);
  const group = async (name: string, ...members: TestPerson[]) =>
    (
      await api.call('POST', '/api/v1/groups', {
        as: people.starter,
        body: { name, members: members.map(({ memberId }) => memberId) },
      })
    ).body.id as string;
  await group('Kept out', people.kept);
  const passing = await group('Passing', people.left, people.judge);
  for (const [giver, taker] of [
    [people.starter, people.taker],
    [people.judge, people.starter],
  ] as const)
    await api.db.pool.query(
      `INSERT INTO delegation (id, workspace_id, giver_id, taker_id, starts_at, ends_at)
       VALUES ($1, $2, $3, $4, now() - interval '1 hour', now() + interval '1 day')`,
      [randomUUID(), api.workspaceId, giver.memberId, taker.memberId],
    );

  const self = ['self_approval'];
  attempts.starter = { who: 'starter', gate: await waiting({}), codes: self };
  attempts.author = { who: 'author', gate: await waiting({}), codes: self };
  attempts.kept = { who: 'kept', gate: await waiting({ exclude: ['Kept out'] }), codes: self };
  attempts.editor = { who: 'editor', gate: await editedBefore(), codes: self };
  attempts.retrier = { who: 'retrier', gate: await sentBack(), codes: self };
  attempts.assigner = { who: 'assigner', gate: await givenTo(['Passing']), codes: ['self_approval', 'not_a_reviewer'] };
  attempts.nobodys = {
    who: 'taker',
    gate: await waiting({ reviewers: { users: [people.starter.email] } }),
    codes: ['not_a_reviewer'],
  };
  attempts.inPlaceOfJudge = {
    who: 'starter',
    gate: await waiting({ reviewers: { users: [people.judge.email] } }),
    codes: self,
  };
  attempts.left = {
    who: 'left',
    gate: await waiting({ reviewers: { groups: ['Passing'] } }),
    codes: ['not_a_reviewer'],
  };
  const changed = await waiting({ quorum: 2 });
  await product.decide(people.other, changed, { action: 'modify', payload: { text: 'Other' } });
  attempts.stale = { who: 'judge', gate: changed, codes: ['stale_digest'] };
  attempts.elsewhere = {
    who: 'judge',
    gate: await waiting({}),
    codes: ['stale_digest'],
    digest: (await waiting({ title: 'Of another gate' })).digest,
  };
  // Signed in on two browsers and known to the server a moment ago, then out of the group.
  const seen = await api.call('GET', `/api/v1/approvals/${attempts.left.gate.id}`, { as: people.left });
  expect(seen.body.mine.may).toBe(true);
  const out = await api.call('PATCH', `/api/v1/groups/${passing}`, {
    as: people.starter,
    body: { members: [people.judge.memberId] },
  });
  expect(out.status).toBe(200);
  // What was changed is looked at by the worker in its own time; from then on the rows stand still.
  const moving = () => api.db.pool.query('SELECT id FROM run WHERE wanted OR session_id IS NOT NULL');
  await vi.waitFor(async () => expect((await moving()).rows).toEqual([]), { timeout: 10_000 });
});
afterAll(() => product.close());

const notes = (...gates: object[]) => ({ id: 'notes', kind: 'template', with: { template: 'Notes' }, gate: gates });

async function waiting(...gates: object[]): Promise<ApprovalView> {
  const spec = [notes(...gates.map((gate) => ({ placement: 'after', ...gate })))];
  const run = await product.start(people.starter, await product.workflow(people.author, spec));
  return product.gate(people.judge, run);
}
const nextGate = async (run: string, before: string) => {
  await product.until(people.starter, run, ({ steps }) => steps.some(({ gate }) => gate !== null && gate !== before));
  return product.gate(people.judge, run);
};

/** They edited what goes into the step, and now its result asks. */
async function editedBefore(): Promise<ApprovalView> {
  const gate = await waiting({ placement: 'before' }, {});
  await product.decide(people.editor, gate, { action: 'modify', payload: { template: 'Edited' } });
  return nextGate(gate.runId, gate.id);
}

async function sentBack(): Promise<ApprovalView> {
  const gate = await waiting({});
  await product.decide(people.retrier, gate, { action: 'retry', comment: 'Once more.' });
  return nextGate(gate.runId, gate.id);
}

async function givenTo(to: string[]): Promise<ApprovalView> {
  const gate = await waiting({});
  const path = `/api/v1/approvals/${gate.id}/reassign`;
  expect((await product.api.call('POST', path, { as: people.assigner, body: { to } })).status).toBe(200);
  return gate;
}

const actions = [
  { action: 'approve' },
  { action: 'modify', payload: { text: 'Mine' } },
  { action: 'skip', comment: 'Not needed.' },
];

type Told = { status: number; code: string | undefined };
/** Every way in that a decision has. */
const doors: Record<string, (who: TestPerson, id: string, decision: object) => Promise<Told>> = {
  session: (as, id, body) => single(id, { as, body }),
  key: async (who, id, body) => single(id, { key: await keyOf(who, ['decide']), body }),
  'key for all': async (who, id, body) => single(id, { key: await keyOf(who, ['admin']), body }),
  once: (as, id, body) => single(id, { as, body, headers: { 'idempotency-key': randomUUID() } }),
  many: (as, id, decision) => bulk({ as, body: { decisions: [{ id, ...decision }] } }),
  'many by key': async (who, id, decision) =>
    bulk({ key: await keyOf(who, ['decide']), body: { decisions: [{ id, ...decision }] } }),
};
const keys = new Map<string, Promise<string>>();
function keyOf(who: TestPerson, scopes: string[]): Promise<string> {
  const name = `${who.memberId} ${scopes}`;
  const key = keys.get(name) ?? product.api.key(who, scopes);
  keys.set(name, key);
  return key;
}
async function single(id: string, call: object): Promise<Told> {
  const { status, body } = await product.api.call('POST', `/api/v1/approvals/${id}/decisions`, call);
  return { status, code: body.code };
}
async function bulk(call: object): Promise<Told> {
  const { body } = await product.api.call('POST', '/api/v1/approvals/bulk', call);
  return { status: body.results[0].status, code: body.results[0].code };
}

test('of 500 attempts to sign for oneself, out of turn or on something else none is taken', {
  timeout: 180_000,
}, async () => {
  await Promise.all(Object.values(people).flatMap((who) => [keyOf(who, ['decide']), keyOf(who, ['admin'])]));
  const before = await everythingIn(product.api.db);
  const plan = Object.entries(attempts).flatMap(([name, attempt]) =>
    Object.entries(doors).flatMap(([door, go]) => actions.map((action) => ({ name, door, go, action, ...attempt }))),
  );
  let made = 0;
  for (const together of [1, 6, 6])
    for (let from = 0; from < plan.length; from += together)
      await Promise.all(
        plan.slice(from, from + together).map(async ({ name, door, go, who, gate, action, codes, digest }) => {
          const told = await go(people[who], gate.id, { digest: digest ?? gate.digest, ...action });
          made += 1;
          expect(codes, `${name} by ${door}: ${JSON.stringify(told)}`).toContain(told.code);
        }),
      );
  expect(made).toBeGreaterThanOrEqual(500);
  expect(await everythingIn(product.api.db)).toBe(before);
});

test('1,000 looks at approvals, by GET and HEAD, change nothing', { timeout: 180_000 }, async () => {
  const { gate } = attempts.starter!;
  const paths = ['', '?action=approve', `?digest=${gate.digest}&action=approve`, '/decisions', '/claim', '/reassign'];
  const before = await everythingIn(product.api.db);
  for (let round = 0; round < 1000; round += 10)
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const path = paths[(round / 10 + index) % paths.length]!;
        const method = index % 2 === 0 ? 'GET' : 'HEAD';
        const { status } = await product.api.call(method, `/api/v1/approvals/${gate.id}${path}`, { as: people.judge });
        expect(status).toBe(path.startsWith('/') ? 405 : 200);
      }),
    );
  expect(await everythingIn(product.api.db)).toBe(before);
});
