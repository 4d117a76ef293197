import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from './api.ts';
import { type MailServer, openMailServer } from './mail-server.ts';
import { openProduct, type TestProduct } from './product.ts';
import { openWebhookServer, type WebhookServer } from './webhook-server.ts';

// What a workflow tells people goes out through the channels of its workspace.

let product: TestProduct;
let owner: TestPerson;
let mail: MailServer;
let hooks: WebhookServer;
beforeAll(async () => {
  mail = await openMailServer();
  process.env.SMTP_URL = mail.url;
  process.env.MAIL_FROM = 'Flows <flows@example.org>';
  hooks = await openWebhookServer();
  product = await openProduct();
  owner = await product.api.person('owner');
  const say = async (method: string, path: string, body: object) =>
    expect((await product.api.call(method, `/api/v1${path}`, { as: owner, body })).status).toBeLessThan(300);
  await say('PATCH', '/workspace', { allowedHosts: [hooks.host] });
  await say('POST', '/channels', { kind: 'webhook', name: 'hook', url: `${hooks.url}/hook` });
  await say('POST', '/channels', { kind: 'webhook', name: 'inner', url: 'http://10.255.255.1/' });
  await say('POST', '/channels', { kind: 'slack', name: 'chat', url: `${hooks.url}/chat` });
  await say('POST', '/channels', { kind: 'mail', name: 'list', to: ['list@example.org'] });
});
afterAll(async () => {
  await product.close();
  await hooks.close();
  await mail.close();
});

async function runOf(steps: object[], more: object = {}) {
  const run = await product.start(owner, await product.workflow(owner, steps, more));
  return product.until(owner, run, ({ finishedAt }) => finishedAt !== null);
}
const tell = (given: object, more: object = {}) => ({ id: 'tell', kind: 'notify', with: given, ...more });

test('a webhook is told with the key of the execution, over a retry too', async () => {
  hooks.answer(503, 'not now');
  const step = tell(
    { channel: 'hook', subject: 'Released', body: 'One\nTwo' },
    { retry: { max: 1, initial: '0s', on: ['http'] } },
  );
  const started = runOf([step]);
  const first = await hooks.request('/hook');
  hooks.answer(200, 'ok');
  expect((await started).status).toBe('succeeded');
  const second = await hooks.request('/hook', 1);
  expect(JSON.parse(second.body)).toMatchObject({
    event: 'workflow.notify',
    subject: 'Released',
    body: 'One\nTwo',
    run: { step: 'tell', attempt: 2 },
    workflow: { name: 'release' },
  });
  expect(second.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
});

test('a mail goes to the addresses it names instead of the channel’s', async () => {
  const steps = [
    tell({ channel: 'list', subject: 'To the list', body: 'First line\nsecond' }),
    { ...tell({ channel: 'list', to: ['one@example.org'], subject: 'To one', priority: 'high' }), id: 'one' },
  ];
  expect((await runOf(steps)).status).toBe('succeeded');
  const [list, one] = [await mail.mailTo('list@example.org'), await mail.mailTo('one@example.org')];
  expect([list.envelope.to, list.subject, list.text]).toEqual([
    ['list@example.org'],
    'To the list',
    expect.stringContaining('First line\nsecond'),
  ]);
  expect(one).toMatchObject({ subject: 'Important: To one', envelope: { to: ['one@example.org'] } });
  expect(list.messageId).not.toBe(one.messageId);
});

test('a failed run is told of in the chat', async () => {
  const steps = [{ id: 'a', kind: 'assert', with: { that: ['1 == 2'] } }];
  await runOf(steps, { onFailure: { notify: [{ channel: 'chat', subject: 'It broke' }] } });
  expect(JSON.parse((await hooks.request('/chat')).body).text).toBe('It broke');
});

test.each([
  [
    'a channel that is not there',
    { channel: 'nowhere' },
    { kind: 'input', place: 'with.channel' },
    'Settings → Channels',
  ],
  ['an inner address', { channel: 'inner' }, { kind: 'refused' }, '10.255.255.1'],
  [
    'what is no address',
    { channel: 'list', to: ['a, b@example.org'] },
    { kind: 'input', place: 'with.to.0' },
    'address',
  ],
])('%s fails the step and says what to do', async (_, given, error, fix) => {
  const { steps } = await runOf([tell({ subject: 'x', ...given })]);
  expect(steps[0]?.error).toMatchObject({ ...error, fix: expect.stringContaining(fix) });
});
