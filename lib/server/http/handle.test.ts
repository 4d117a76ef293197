import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApi, ownOrigin, type TestApi, type TestPerson } from '../../../test/api.ts';

let api: TestApi;
let owner: TestPerson;
let key: string;

beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
  key = await api.key(owner, ['admin']);
});
afterAll(() => api.close());

const groups = '/api/v1/groups';
let count = 0;
let name: string;
beforeEach(() => {
  name = `group ${count++}`;
});

describe('who calls', () => {
  test('a stranger is asked to sign in', async () => {
    const { status, body, headers } = await api.call('GET', '/api/v1/me');
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('a cookie and a key each show who it is', async () => {
    expect((await api.call('GET', '/api/v1/me', { as: owner })).body.user.email).toBe(owner.email);
    expect((await api.call('GET', '/api/v1/me', { key })).body.member.id).toBe(owner.memberId);
  });

  test('a wrong key is nobody, even beside a good cookie', async () => {
    expect((await api.call('GET', '/api/v1/me', { as: owner, key: 'csk_wrong' })).status).toBe(401);
  });

  test.each([
    ['another site', 'https://elsewhere.example.org'],
    ['a hidden place', 'null'],
  ])('a change with a cookie from %s is refused', async (_, origin) => {
    const answer = await api.call('POST', groups, { as: owner, body: { name }, headers: { origin } });
    expect([answer.status, answer.body.code]).toEqual([403, 'foreign_origin']);
  });

  test('a change with a cookie and without an Origin is refused', async () => {
    const answer = await api.call('POST', groups, { body: { name }, headers: { cookie: owner.cookie } });
    expect(answer.body.code).toBe('foreign_origin');
  });

  test('a change with a cookie from the very host that was asked is taken', async () => {
    const headers = { host: 'flows.example.org:8443', origin: 'https://flows.example.org:8443' };
    expect((await api.call('POST', groups, { as: owner, body: { name }, headers })).status).toBe(201);
  });

  test('a key needs no Origin', async () => {
    expect((await api.call('POST', groups, { key, body: { name } })).status).toBe(201);
  });
});

describe('what is sent', () => {
  const post = (raw: BodyInit, type = 'application/json') =>
    api.call('POST', groups, { key, raw, headers: { 'content-type': type } });

  test.each([
    ['JSON 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['JSON that never closes', '{"a":'.repeat(100_000)],
    ['no JSON', '{'],
    ['a NUL character', '{"name":"a\\u0000b"}'],
    ['half a surrogate pair', '{"name":"\\ud800"}'],
    ['a trap of a name', '{"__proto__":{"name":"x"}}'],
    ['a text', '"x"'],
    ['null', 'null'],
  ])('refuses %s', async (_, raw) => {
    const { status, body } = await post(raw);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  });

  test('refuses bytes that are no UTF-8', async () => {
    expect((await post(new Uint8Array([0x7b, 0xff, 0x7d]))).body.detail).toBe('The body is not valid UTF-8.');
  });

  test('refuses more than 10 MB', async () => {
    expect((await post(`"${'x'.repeat(10 * 1024 * 1024)}"`)).body.code).toBe('too_large');
  });

  test('refuses another content type and names the right one', async () => {
    const { status, body } = await post('a: 1', 'text/plain');
    expect([status, body.fix]).toEqual([415, 'Send application/json.']);
  });

  test('tells every mistake with its place, in words', async () => {
    const { body } = await api.call('POST', '/api/v1/members', {
      key,
      body: { email: 'nobody', role: 'king', groups: 'all', color: 'red' },
    });
    expect(body.errors).toEqual([
      { path: 'email', message: 'must be an e-mail address' },
      { path: 'role', message: 'must be one of owner, admin, editor, reviewer, viewer' },
      { path: 'groups', message: 'must be a list' },
      { path: 'color', message: 'is not known here' },
    ]);
    const { body: missing } = await api.call('POST', '/api/v1/members', { key, body: {} });
    expect(missing.errors[0]).toEqual({ path: 'email', message: 'is missing' });
  });

  test('refuses a query that does not fit', async () => {
    const { status, body } = await api.call('GET', '/api/v1/members?limit=0', { key });
    expect([status, body.errors]).toEqual([400, [{ path: 'limit', message: 'must be at least 1' }]]);
  });
});

describe('what is not there', () => {
  test('an unknown id, one of another workspace and one that cannot be answer exactly alike', async () => {
    const stranger = await api.person('owner', { workspaceId: await api.workspace() });
    const foreign = await api.call('POST', groups, { as: stranger, body: { name: 'theirs' } });
    const ids = [foreign.body.id, '00000000-0000-4000-8000-000000000000', 'a%00b', '%2e%2e%2fetc'];
    const answers = await Promise.all(ids.map((id) => api.call('DELETE', `${groups}/${id}`, { key })));
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect({ ...body, requestId: '' }).toEqual({ ...answers[0]?.body, requestId: '' });
    }
  });

  test('an address that the API does not have is 404 as JSON, for every method', async () => {
    for (const method of ['GET', 'POST', 'DELETE'])
      expect((await api.call(method, '/api/v1/nothing/here')).body.code).toBe('not_found');
  });

  test('another method is 405 and told which there are', async () => {
    const { status, headers } = await api.call('PUT', groups, { key, body: {} });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
  });
});

describe('the same call again', () => {
  const withKey = (idempotencyKey: string, body: unknown, path = groups) =>
    api.call('POST', path, { key, body, headers: { 'idempotency-key': idempotencyKey } });

  test('gets the same answer and has one effect', async () => {
    const first = await withKey('once', { name });
    const again = await withKey('once', { name });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('idempotent-replay')).toBe('true');
  });

  test('is refused when it is another call', async () => {
    await withKey('taken', { name });
    const other = await withKey('taken', { name: `${name} b` });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_mismatch']);
  });

  test('at the same time has one effect, and all get its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => withKey('twins', { name })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test('after a refusal is tried anew: nothing was kept', async () => {
    expect((await withKey('refused', { name, members: ['nobody'] })).status).toBe(400);
    expect((await withKey('refused', { name })).status).toBe(201);
  });

  test('shows a secret again, which is kept sealed', async () => {
    const path = '/api/v1/keys';
    const first = await withKey('secret', { name: 'bot', scopes: ['read'] }, path);
    const again = await withKey('secret', { name: 'bot', scopes: ['read'] }, path);
    expect(again.body.key).toBe(first.body.key);
    const { rows } = await api.db.pool.query(`SELECT body::text FROM idempotency_key WHERE key = 'secret'`);
    expect(rows[0].body).not.toContain(first.body.key);
  });

  test('refuses an Idempotency-Key that is none', async () => {
    expect((await withKey('x'.repeat(201), { name })).status).toBe(400);
  });
});

test('cookies are only looked for under the own name', async () => {
  const headers = { cookie: 'a=%E0%A4%A; countersign.session=nonsense; countersign.workspace=x', origin: ownOrigin };
  expect((await api.call('GET', '/api/v1/me', { headers })).status).toBe(401);
});
