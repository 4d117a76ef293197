import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';
import { type MailServer, openMailServer } from '../../../../test/mail-server.ts';
import { openWebhookServer, type WebhookServer } from '../../../../test/webhook-server.ts';

let api: TestApi;
let mail: MailServer;
let hooks: WebhookServer;
let owner: TestPerson;
let editor: TestPerson;
let nth = 0;
beforeAll(async () => {
  mail = await openMailServer();
  process.env.SMTP_URL = mail.url;
  process.env.MAIL_FROM = 'Flows <flows@example.org>';
  hooks = await openWebhookServer();
  api = await openApi();
  owner = await api.person('owner');
  editor = await api.person('editor');
  await allow(hooks.host);
});
afterAll(async () => {
  await api.close();
  await hooks.close();
  await mail.close();
});

const allow = (...allowedHosts: string[]) =>
  api.call('PATCH', '/api/v1/workspace', { as: owner, body: { allowedHosts } });
const call = (method: string, path: string, body?: unknown, as = owner) =>
  api.call(method, `/api/v1/channels${path}`, { as, body });
const make = async (body: object) => {
  const answer = await call('POST', '', { name: `channel ${nth++}`, ...body });
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  return answer.body;
};
const webhook = (path: string) => make({ kind: 'webhook', url: `${hooks.url}${path}` });

/** As whoever is given the secret checks it. */
function verifies(secret: string, { headers, body }: { headers: Record<string, unknown>; body: string }): boolean {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-countersign-signature'])) ?? [];
  expect(Math.abs(Date.now() / 1000 - Number(t))).toBeLessThan(300);
  return createHmac('sha256', secret).update(`${t}.${body}`).digest('hex') === v1;
}

test('a webhook is signed with a secret that is shown once, and its address is not shown at all', async () => {
  const made = await webhook('/hooks/long-and-secret');
  expect(made).toMatchObject({ host: hooks.host, signature: { header: 'X-Countersign-Signature' } });
  expect(await call('POST', `/${made.id}/test`)).toMatchObject({ status: 200, body: { ok: true, said: '200: ok' } });
  const got = await hooks.request('/hooks/long-and-secret');
  expect(verifies(made.signature.secret, got)).toBe(true);
  expect(verifies(made.signature.secret, { ...got, body: `${got.body} ` })).toBe(false);
  expect(JSON.parse(got.body)).toMatchObject({ event: 'test', id: got.headers['countersign-delivery'] });

  for (const { body } of [await call('GET', ''), await call('GET', `/${made.id}`)]) {
    expect(JSON.stringify(body)).toContain(hooks.host);
    expect(JSON.stringify(body)).not.toMatch(/long-and-secret|whs_/);
  }
  const { rows } = await api.db.pool.query('SELECT to_jsonb(c)::text AS row FROM channel c');
  const { rows: record } = await api.db.pool.query('SELECT to_jsonb(e)::text AS row FROM audit_entry e');
  for (const { row } of [...rows, ...record]) expect(row).not.toMatch(/long-and-secret|whs_/);

  const { body } = await call('PATCH', `/${made.id}`, { newSecret: true, url: `${hooks.url}/other` });
  await call('POST', `/${made.id}/test`);
  const second = await hooks.request('/other');
  expect([verifies(body.signature.secret, second), verifies(made.signature.secret, second)]).toEqual([true, false]);
});

test('Slack is sent blocks that mention nobody, and a text for where blocks are not shown', async () => {
  const { body } = await api.call('PATCH', '/api/v1/me', { as: owner, body: { name: '<!channel> & co' } });
  expect(body.user.name).toBe('<!channel> & co');
  const { id } = await make({ kind: 'slack', url: `${hooks.url}/services/T/B/x` });
  expect((await call('POST', `/${id}/test`)).body).toEqual({ ok: true, said: '200: ok', fix: null });
  const got = JSON.parse((await hooks.request('/services/T/B/x')).body);
  expect(got.text).toMatch(/^Test of the channel/);
  expect(got.blocks.map(({ type }: { type: string }) => type)).toEqual(['header', 'section', 'actions', 'context']);
  expect(got.blocks[1].text).toMatchObject({ type: 'plain_text', text: expect.stringContaining('<!channel> & co') });
  expect(JSON.stringify(got)).not.toContain('mrkdwn');
});

test('a mail channel writes to its addresses', async () => {
  const { id } = await make({ kind: 'mail', to: ['One@example.org', 'two@example.org'] });
  expect((await call('POST', `/${id}/test`)).body).toMatchObject({ ok: true });
  const { envelope, subject } = await mail.mailTo('one@example.org');
  expect(envelope.to).toEqual(['one@example.org', 'two@example.org']);
  expect(subject).toMatch(/^Test of the channel/);
  mail.refuse(true);
  const refused = await call('POST', `/${id}/test`);
  mail.refuse(false);
  expect(refused.body).toMatchObject({ ok: false, said: expect.stringContaining('The box is full') });
});

test('a test tells what the other side said, or why nobody answered', async () => {
  const { id } = await webhook('/said');
  hooks.answer(404, 'no_service');
  const gone = await call('POST', `/${id}/test`);
  hooks.answer(302);
  const moved = await call('POST', `/${id}/test`);
  hooks.answer(200, 'ok');
  expect([gone.body, moved.body]).toMatchObject([
    { ok: false, said: 'The other side answered 404: no_service', fix: expect.stringContaining('Settings → Channels') },
    { ok: false, said: 'The other side answered 302', fix: expect.stringContaining('redirects') },
  ]);
  expect(hooks.requests.filter(({ path }) => path === '/elsewhere')).toEqual([]);

  const unused = createServer().listen(0, '127.0.0.1');
  const { port } = await new Promise<{ port: number }>((give) =>
    unused.on('listening', () => give(unused.address() as { port: number })),
  );
  await new Promise((done) => unused.close(done));
  await allow(hooks.host, `127.0.0.1:${port}`);
  const nobody = await make({ kind: 'webhook', url: `http://127.0.0.1:${port}/` });
  expect((await call('POST', `/${nobody.id}/test`)).body).toMatchObject({ ok: false });
});

test('an inner address is refused until an owner allows it', async () => {
  const { id } = await make({ kind: 'slack', url: 'http://10.255.255.1:9/services/x' });
  expect((await call('POST', `/${id}/test`)).body).toMatchObject({
    ok: false,
    fix: expect.stringContaining('10.255.255.1:9'),
  });
});

test('fields of another kind, taken names and wrong addresses are refused with their place', async () => {
  const { id, name } = await make({ kind: 'mail', to: ['list@example.org'] });
  const wrong = async (method: string, path: string, body: object) => {
    const answer = await call(method, path, body);
    return [answer.status, answer.body.errors?.[0]?.path];
  };
  expect(await wrong('PATCH', `/${id}`, { url: 'https://example.org' })).toEqual([400, 'url']);
  expect(await wrong('PATCH', `/${id}`, { newSecret: true })).toEqual([400, 'newSecret']);
  expect(await wrong('POST', '', { kind: 'mail', name, to: ['a@example.org'] })).toEqual([409, 'name']);
  expect(await wrong('POST', '', { kind: 'mail', name: 'log', to: ['a@example.org'] })).toEqual([400, 'name']);
  expect(await wrong('POST', '', { kind: 'mail', name: 'n', to: [] })).toEqual([400, 'to']);
  expect(await wrong('POST', '', { kind: 'mail', name: 'n', to: ['a, b@example.org'] })).toEqual([400, 'to.0']);
  expect(await wrong('POST', '', { kind: 'slack', name: 'n', url: 'ftp://example.org' })).toEqual([400, 'url']);
  expect(await wrong('POST', '', { kind: 'webhook', name: 'n', url: 'https://u:p@example.org' })).toEqual([400, 'url']);
});

test('a channel that a published workflow names stays, with its name', async () => {
  const { id, name } = await make({ kind: 'mail', to: ['list@example.org'] });
  const step = { id: 'tell', kind: 'notify', with: { channel: name, subject: 'x' } };
  const body = { spec: { name: 'tells', steps: [step] } };
  const flow = await api.call('POST', '/api/v1/workflows', { as: editor, body });
  expect((await call('GET', `/${id}`)).body.usedBy).toMatchObject([{ name: 'tells' }]);
  for (const answer of [await call('DELETE', `/${id}`), await call('PATCH', `/${id}`, { name: 'other' })])
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'in_use', fix: expect.any(String) }]);
  await api.call('POST', `/api/v1/workflows/${flow.body.id}/archive`, { as: owner });
  expect((await call('PATCH', `/${id}`, { name: `${name} again`, enabled: false })).body).toMatchObject({
    enabled: false,
  });
  expect((await call('DELETE', `/${id}`)).status).toBe(204);
  expect((await call('GET', `/${id}`)).status).toBe(404);
  const { body: record } = await api.call('GET', '/api/v1/audit?limit=100', { as: owner });
  const actions = record.items.map(({ action }: { action: string }) => action);
  expect(actions).toEqual(expect.arrayContaining(['channel.created', 'channel.changed', 'channel.deleted']));
});

test('editors see channels, and change none', async () => {
  const { id } = await make({ kind: 'mail', to: ['list@example.org'] });
  expect((await call('GET', '', undefined, editor)).status).toBe(200);
  expect((await call('POST', `/${id}/test`, undefined, editor)).status).toBe(403);
});
