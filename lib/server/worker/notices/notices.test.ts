import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { type MailServer, openMailServer } from '../../../../test/mail-server.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';
import { openWebhookServer, type WebhookServer } from '../../../../test/webhook-server.ts';
import { createSender, type Sender } from '../../channels/send.ts';
import { createEgress } from '../../egress/egress.ts';
import { addressNotices } from './address-notices.ts';
import { openNotices } from './open-notices.ts';
import { sendLetters } from './send-letters.ts';
import { sendToChannels } from './send-to-channels.ts';

let product: TestProduct;
let mail: MailServer;
let hooks: WebhookServer;
let owner: TestPerson;
let starter: TestPerson;
let send: Sender;
let channel: string;
let nth = 0;

beforeAll(async () => {
  mail = await openMailServer();
  process.env.SMTP_URL = mail.url;
  process.env.MAIL_FROM = 'Flows <flows@example.org>';
  process.env.COUNTERSIGN_URL = 'https://flows.example.org';
  hooks = await openWebhookServer();
  product = await openProduct();
  owner = await product.api.person('owner');
  starter = await product.api.person('editor');
  send = createSender(createEgress({ allowedHosts: async () => [hooks.host] }));
  const about = ['opened', 'changed', 'closed'];
  channel = (await say('POST', '/channels', { kind: 'webhook', name: 'hook', url: `${hooks.url}/hook`, about })).id;
  await say('POST', '/channels', { kind: 'slack', name: 'late', url: `${hooks.url}/late`, about: ['reminded'] });
  await say('POST', '/channels', { kind: 'slack', name: 'off', url: `${hooks.url}/off`, about, enabled: false });
});
afterAll(async () => {
  await product.close();
  await hooks.close();
  await mail.close();
});
beforeEach(() => sql('DELETE FROM notice; DELETE FROM notice_delivery'));

const sql = (text: string) => product.api.db.pool.query(text);
async function say(method: string, path: string, body?: unknown, as = owner) {
  const answer = await product.api.call(method, `/api/v1${path}`, { as, body });
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A new group with new reviewers in it. */
async function group(size: number) {
  const people = await Promise.all(Array.from({ length: size }, () => product.api.person('reviewer')));
  const name = `group ${nth++}`;
  await say('POST', '/groups', { name, members: [...people, starter].map(({ memberId }) => memberId) });
  return { name, people };
}

async function opened(gate: object, many = 1) {
  const step = {
    id: 'ask',
    kind: 'gate',
    with: { payload: 'very confidential' },
    gate: { title: 'Ship it?', ...gate },
  };
  const workflow = await product.workflow(starter, [step]);
  const runs: string[] = [];
  for (let index = 0; index < many; index++) runs.push(await product.start(starter, workflow));
  return Promise.all(runs.map((run) => product.gate(owner, run)));
}

const pace = { gatherMs: 0, apartMs: 0 };
async function deliver() {
  const { pool } = product.api.db;
  while ((await addressNotices(pool, pace)) > 0);
  await sendToChannels(pool, send);
  await sendLetters(pool);
}
const mailsTo = ({ email }: TestPerson) => mail.mails.filter(({ envelope }) => envelope.to.includes(email));
const hooked = (id: string) =>
  hooks.requests.filter(({ path, body }) => path === '/hook' && JSON.parse(body).gate?.id === id);
const dueNow = () => sql(`UPDATE notice_delivery SET next_at = now() - interval '1 second' WHERE next_at IS NOT NULL`);
const deliveries = async () => (await say('GET', `/channels/${channel}/deliveries`)).items;

test('those asked are written to, once; those excluded, unwilling or not asked are not', async () => {
  const { name, people } = await group(3);
  const [asked, unwilling, other] = people as [TestPerson, TestPerson, TestPerson];
  await sql(`UPDATE member SET gate_mail = false WHERE id = '${unwilling.memberId}'`);
  const bystander = await product.api.person('reviewer');
  const [gate] = await opened({ reviewers: { groups: [name] }, due: '1h' });
  await deliver();
  await deliver();
  const [letter] = mailsTo(asked);
  expect(letter).toMatchObject({ subject: '“Ship it?” asks for a decision' });
  for (const form of [letter!.text, letter!.html]) {
    expect(form).toContain(`https://flows.example.org/approvals/${gate!.id}`);
    expect(form).toMatch(/release #\d+, started by editor/);
    expect(form).toContain('It is due on');
    expect(form).not.toContain('confidential');
  }
  const counts = [asked, other, unwilling, starter, bystander].map((person) => mailsTo(person).length);
  expect(counts).toEqual([1, 1, 0, 0, 0]);
  const [hook, ...more] = hooked(gate!.id);
  expect([more, JSON.parse(hook!.body)]).toMatchObject([
    [],
    { event: 'gate', about: 'opened', text: '“Ship it?” asks for a decision', gate: { id: gate!.id, closed: null } },
  ]);
  expect(hook!.body).not.toContain('confidential');
  expect(hooks.requests.filter(({ path }) => path !== '/hook')).toEqual([]);
});

test('a gate that asks everybody tells channels, and writes to nobody', async () => {
  const before = mail.mails.length;
  const [gate] = await opened({});
  await deliver();
  expect([mail.mails.length - before, hooked(gate!.id).length]).toEqual([0, 1]);
});

test('many at once come in one letter', async () => {
  const { name, people } = await group(1);
  const gates = await opened({ reviewers: { groups: [name] } }, 3);
  await deliver();
  const [letter, ...more] = mailsTo(people[0]!);
  expect(more).toEqual([]);
  expect(letter!.subject).toMatch(/^3 gates wait for your decision in /);
  for (const { id } of gates) expect(letter!.text).toContain(`/approvals/${id}`);
});

test('what comes within a minute after a letter waits for its end, together', async () => {
  const { name, people } = await group(1);
  const { pool } = product.api.db;
  const times = async () => {
    await addressNotices(pool, { gatherMs: 0, apartMs: 60_000 });
    await sendLetters(pool);
    const { rows } = await sql(
      `SELECT round(extract(epoch FROM next_at - now()))::int AS wait FROM notice_delivery
       WHERE member_id = '${people[0]!.memberId}' AND sent_at IS NULL ORDER BY notice_id`,
    );
    return rows.map(({ wait }) => wait);
  };
  await opened({ reviewers: { groups: [name] } });
  expect(await times()).toEqual([]);
  await opened({ reviewers: { groups: [name] } });
  await opened({ reviewers: { groups: [name] } });
  const waits = await times();
  expect(waits).toHaveLength(2);
  for (const wait of waits) expect(wait).toSatisfy((seconds: number) => seconds > 30 && seconds <= 60);
  await dueNow();
  await sendLetters(pool);
  expect(mailsTo(people[0]!).map(({ subject }) => subject)).toEqual([
    '“Ship it?” asks for a decision',
    expect.stringMatching(/^2 gates wait/),
  ]);
});

test('what is not taken is tried again under the same id, until it is', async () => {
  const { name, people } = await group(1);
  hooks.answer(500, 'broken');
  mail.refuse(true);
  const [gate] = await opened({ reviewers: { groups: [name] } });
  await deliver();
  expect(await deliveries()).toMatchObject([
    { status: 'waiting', attempts: 1, error: 'The other side answered 500: broken', gateId: gate!.id },
  ]);
  await deliver();
  expect((await deliveries())[0].attempts).toBe(1);
  hooks.answer(200, 'ok');
  mail.refuse(false);
  await dueNow();
  await deliver();
  expect(await deliveries()).toMatchObject([{ status: 'sent', attempts: 2, error: null }]);
  expect(mailsTo(people[0]!)).toHaveLength(1);
  const ids = hooked(gate!.id).map(({ headers }) => headers['countersign-delivery']);
  expect(ids).toEqual([expect.stringMatching(/^notice-/), ids[0]]);
});

test('nobody answering is a try, too, and after a day it is given up', async () => {
  const [gate] = await opened({});
  const { pool } = product.api.db;
  await addressNotices(pool, pace);
  const nobody = createSender(createEgress({ allowedHosts: async () => [] }));
  await sendToChannels(pool, nobody);
  expect(await deliveries()).toMatchObject([{ status: 'waiting', attempts: 1, gateId: gate!.id }]);
  await sql(`UPDATE notice SET created_at = now() - interval '25 hours'`);
  await dueNow();
  await sendToChannels(pool, nobody);
  expect(await deliveries()).toMatchObject([{ status: 'given up', attempts: 2, error: expect.any(String) }]);
  await dueNow();
  expect(await sendToChannels(pool, send)).toBe(0);
});

test('what was decided meanwhile is told to who started it, and not asked of anybody', async () => {
  const { name, people } = await group(2);
  const [reviewer, other] = people as [TestPerson, TestPerson];
  const [early, late] = await opened({ reviewers: { groups: [name] } }, 2);
  await product.decide(reviewer, early!, { action: 'approve' });
  const { pool } = product.api.db;
  await addressNotices(pool, pace);
  await product.decide(reviewer, late!, { action: 'approve' });
  const before = mailsTo(starter).length;
  await deliver();
  expect([mailsTo(reviewer), mailsTo(other), mailsTo(starter).length - before]).toEqual([[], [], 1]);
  const letter = mailsTo(starter).at(-1)!;
  expect(letter.subject).toMatch(/^2 decisions in /);
  expect(letter.text).toContain('“Ship it?” was decided');
  expect(hooked(early!.id).map(({ body }) => JSON.parse(body).about)).toEqual(['closed']);
});

test('who signed, or lost the right, between the asking and the sending is not written to', async () => {
  const { name, people } = await group(3);
  const [signs, leaves, stays] = people as [TestPerson, TestPerson, TestPerson];
  const [gate] = await opened({ reviewers: { groups: [name] }, quorum: 2 });
  const { pool } = product.api.db;
  await addressNotices(pool, pace);
  await product.decide(signs, gate!, { action: 'approve' });
  await sql(`DELETE FROM group_member WHERE member_id = '${leaves.memberId}'`);
  await sendLetters(pool);
  expect([signs, leaves, stays].map((person) => mailsTo(person).length)).toEqual([0, 0, 1]);
});

test('several workers, closed and opened again, send each notice once', async () => {
  const { name, people } = await group(2);
  const open = () =>
    openNotices({ pool: product.api.db.pool, send, everyMs: 5, ...pace, onError: (error) => expect(error).toBeNull() });
  let workers = [open(), open()];
  const gates = await opened({ reviewers: { groups: [name] } }, 6);
  for (const gate of gates) {
    const [closing] = workers;
    workers = [workers[1]!, open()];
    await closing!.close();
    await product.decide(people[0]!, gate, { action: 'approve' });
  }
  await expect.poll(async () => (await sql('SELECT 1 FROM notice WHERE addressed_at IS NULL')).rowCount).toBe(0);
  await expect.poll(async () => (await sql('SELECT 1 FROM notice_delivery WHERE sent_at IS NULL')).rowCount).toBe(0);
  await Promise.all(workers.map((worker) => worker.close()));
  expect((await sql('SELECT 1 FROM notice_delivery WHERE attempt <> 1')).rowCount).toBe(0);
  for (const { id } of gates) {
    const told = hooked(id).map(({ headers }) => headers['countersign-delivery']);
    expect(new Set(told).size).toBe(told.length);
    expect(hooked(id).filter(({ body }) => JSON.parse(body).about === 'closed')).toHaveLength(1);
  }
});

test('what a worker had taken when it died is sent by another, under the same id', async () => {
  const [gate] = await opened({});
  const { pool } = product.api.db;
  await addressNotices(pool, pace);
  await sql(`UPDATE notice_delivery SET attempt = 1, next_at = now() + interval '2 minutes'`);
  expect(await sendToChannels(pool, send)).toBe(0);
  await dueNow();
  expect(await sendToChannels(pool, send)).toBe(1);
  expect(hooked(gate!.id)).toHaveLength(1);
});
