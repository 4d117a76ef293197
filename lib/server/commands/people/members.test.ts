import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

let api: TestApi;
let workspaceId: string;
let owner: TestPerson;
let admin: TestPerson;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  workspaceId = await api.workspace();
  owner = await api.person('owner', { workspaceId });
  admin = await api.person('admin', { workspaceId });
});

const member = (person: TestPerson) => `/api/v1/members/${person.memberId}`;
const entries = async () => {
  const { rows } = await api.db.pool.query<{ action: string; body: string }>(
    'SELECT action, body FROM audit_entry WHERE workspace_id = $1 ORDER BY seq',
    [workspaceId],
  );
  return rows;
};

/** Connections that wait for a lock of another one. */
const waiting = async () => {
  const { rows } = await api.db.pool.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length;
};

test('the last owner can neither be removed nor demoted', async () => {
  for (const change of [
    api.call('DELETE', member(owner), { as: owner }),
    api.call('PATCH', member(owner), { as: owner, body: { role: 'admin' } }),
  ])
    expect((await change).body.code).toBe('conflict');
});

const demote = (whom: TestPerson, as: TestPerson) => api.call('PATCH', member(whom), { as, body: { role: 'viewer' } });
const owners = async () => {
  const { rows } = await api.db.pool.query(`SELECT 1 FROM member WHERE workspace_id = $1 AND role = 'owner'`, [
    workspaceId,
  ]);
  return rows.length;
};

test.each([2, 3])('of %i owners two who put each other down at the same time do not both succeed', async (count) => {
  const second = await api.person('owner', { workspaceId });
  if (count === 3) await api.person('owner', { workspaceId });
  const held = await api.db.pool.connect();
  await held.query('BEGIN');
  await held.query(`SELECT 1 FROM member WHERE workspace_id = $1 AND role = 'owner' FOR UPDATE`, [workspaceId]);
  const answers = Promise.all([demote(owner, second), demote(second, owner)]);
  // Both are through the door, as owners, and stand before the lock.
  await expect.poll(waiting, { timeout: 10_000 }).toBe(2);
  await held.query('COMMIT');
  held.release();
  const [faster, slower] = (await answers).toSorted((a, b) => a.status - b.status);
  expect(faster?.status).toBe(200);
  expect(slower).toMatchObject({ status: 403, body: { code: 'forbidden', detail: 'You are no owner any more.' } });
  expect(await owners()).toBe(count - 1);
});

test('an owner who was put down comes too late to put anybody down', async () => {
  const second = await api.person('owner', { workspaceId });
  expect((await demote(owner, second)).status).toBe(200);
  expect(await demote(second, owner)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await owners()).toBe(1);
});

test('an admin makes no owners and touches none', async () => {
  const body = { email: 'new@example.org', name: 'New', password: 'long enough', role: 'owner' };
  expect((await api.call('POST', '/api/v1/members', { as: admin, body })).status).toBe(403);
  expect((await api.call('PATCH', member(owner), { as: admin, body: { role: 'viewer' } })).status).toBe(403);
  expect((await api.call('DELETE', member(owner), { as: admin })).status).toBe(403);
  expect((await api.call('PATCH', member(admin), { as: admin, body: { role: 'owner' } })).status).toBe(403);
});

test('a new person needs a name and a good password, and can be put into groups by name', async () => {
  const post = (body: object) => api.call('POST', '/api/v1/members', { as: admin, body });
  const email = `new-${workspaceId}@example.org`;
  expect((await post({ email, role: 'editor' })).body.errors).toHaveLength(2);
  expect((await post({ email, role: 'editor', name: 'New', password: 'aaaaaaaaaaaa' })).status).toBe(400);
  await api.call('POST', '/api/v1/groups', { as: admin, body: { name: 'release' } });
  const good = { email, role: 'editor', name: 'New', password: 'long enough', groups: ['release'] };
  expect((await post({ ...good, groups: ['nothing'] })).body.errors[0].path).toBe('groups');
  const made = await post(good);
  expect(made.body).toMatchObject({ email, role: 'editor', groups: ['release'] });
  expect((await post({ email, role: 'editor' })).body.code).toBe('conflict');
});

test('removing somebody ends their keys, groups and sessions, and adding them again gives the same member', async () => {
  const person = await api.person('editor', { workspaceId });
  const key = await api.key(person, ['read']);
  await api.call('POST', '/api/v1/groups', { as: admin, body: { name: 'writers', members: [person.memberId] } });
  expect((await api.call('DELETE', member(person), { as: admin })).status).toBe(200);
  expect((await api.call('GET', '/api/v1/me', { as: person })).status).toBe(401);
  expect((await api.call('GET', '/api/v1/me', { key })).status).toBe(401);
  expect((await api.call('GET', '/api/v1/groups', { as: admin })).body.items[0].members).toEqual([]);
  const again = await api.call('POST', '/api/v1/members', { as: admin, body: { email: person.email, role: 'viewer' } });
  expect(again.body).toMatchObject({ id: person.memberId, role: 'viewer', groups: [] });
  expect((await api.call('GET', '/api/v1/me', { key })).status).toBe(401);
});

test('every change of people has its entry, with what was and what is, and never a secret', async () => {
  const body = { email: `x-${workspaceId}@example.org`, name: 'X', password: 'long enough', role: 'viewer' };
  const { body: made } = await api.call('POST', '/api/v1/members', { as: admin, body });
  await api.call('PATCH', `/api/v1/members/${made.id}`, { as: admin, body: { role: 'editor' } });
  const { body: key } = await api.call('POST', '/api/v1/keys', { as: admin, body: { name: 'bot', scopes: ['read'] } });
  await api.call('DELETE', `/api/v1/keys/${key.id}`, { as: admin });
  const written = await entries();
  expect(written.map(({ action }) => action)).toEqual(['member.added', 'member.changed', 'key.created', 'key.revoked']);
  expect(written[1]?.body).toContain('"before":"viewer"');
  for (const { body: text } of written) expect(text).not.toMatch(/long enough|csk_/);
});

test('a refused change leaves no entry', async () => {
  await api.call('DELETE', member(owner), { as: owner });
  await api.call('POST', '/api/v1/groups', { as: admin, body: { name: 'x', members: ['nobody'] } });
  expect(await entries()).toEqual([]);
});

test('the four-eyes rule is changed by an owner alone, and the change stands in the record', async () => {
  const change = (as: TestPerson) => api.call('PATCH', '/api/v1/workspace', { as, body: { selfApproval: 'never' } });
  expect((await change(admin)).status).toBe(403);
  expect((await change(owner)).body).toMatchObject({ selfApproval: 'never', members: 2, reviewers: 2 });
  expect((await entries()).map(({ action }) => action)).toEqual(['workspace.changed']);
});

test('what steps may reach is an owner’s decision, checked line by line, and stands in the record', async () => {
  const change = (as: TestPerson, allowedHosts: unknown) =>
    api.call('PATCH', '/api/v1/workspace', { as, body: { allowedHosts } });
  expect((await change(admin, ['git.intern'])).status).toBe(403);
  const bad = await change(owner, ['git.intern', 'https://git.intern/']);
  expect([bad.status, bad.body.errors[0].path]).toEqual([400, 'allowedHosts.1']);
  expect((await change(owner, Array(101).fill('git.intern'))).status).toBe(400);
  const good = await change(owner, [' Git.Intern:8443 ', '10.0.0.0/8', 'git.intern:8443']);
  expect(good.body.allowedHosts).toEqual(['git.intern:8443', '10.0.0.0/8']);
  expect((await change(owner, ['git.intern:8443', '10.0.0.0/8'])).status).toBe(200);
  expect(
    (await api.call('PATCH', '/api/v1/workspace', { as: owner, body: { name: 'New' } })).body.allowedHosts,
  ).toEqual(good.body.allowedHosts);
  expect((await change(owner, [])).body.allowedHosts).toEqual([]);
  const written = await entries();
  expect(written).toHaveLength(3);
  expect(written[0]?.body).toContain('git.intern:8443');
});

test('names of groups are unique in a workspace and free in another', async () => {
  const group = { as: admin, body: { name: 'release' } };
  expect((await api.call('POST', '/api/v1/groups', group)).status).toBe(201);
  expect((await api.call('POST', '/api/v1/groups', group)).status).toBe(409);
  const { body } = await api.call('POST', '/api/v1/groups', { as: admin, body: { name: 'other' } });
  const renamed = await api.call('PATCH', `/api/v1/groups/${body.id}`, group);
  expect(renamed.status).toBe(409);
  const elsewhere = await api.person('owner', { workspaceId: await api.workspace() });
  expect((await api.call('POST', '/api/v1/groups', { ...group, as: elsewhere })).status).toBe(201);
});

test('the list goes on where it stopped', async () => {
  for (let count = 0; count < 3; count++) await api.person('viewer', { workspaceId });
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await api.call('GET', `/api/v1/members?limit=2${cursor}`, { as: owner });
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
  } while (cursor);
  expect(new Set(seen).size).toBe(5);
  expect((await api.call('GET', '/api/v1/members?cursor=nonsense', { as: owner })).status).toBe(400);
});

test('keys of others need an owner, and nobody makes a key above themselves', async () => {
  const post = (as: TestPerson, memberId: string) =>
    api.call('POST', '/api/v1/keys', { as, body: { name: 'bot', scopes: ['admin'], memberId } });
  expect((await post(admin, owner.memberId)).status).toBe(403);
  const made = await post(owner, admin.memberId);
  expect(made.body.memberId).toBe(admin.memberId);
  const other = await api.person('viewer', { workspaceId });
  expect((await api.call('DELETE', `/api/v1/keys/${made.body.id}`, { as: other })).status).toBe(404);
  expect((await api.call('GET', '/api/v1/keys', { as: other })).body.items).toEqual([]);
  expect((await api.call('GET', '/api/v1/me', { key: made.body.key })).body.member.id).toBe(admin.memberId);
  expect((await api.call('DELETE', `/api/v1/keys/${made.body.id}`, { as: admin })).status).toBe(204);
  expect((await api.call('GET', '/api/v1/me', { key: made.body.key })).status).toBe(401);
});

test('an expired key is nobody', async () => {
  const key = await api.key(owner, ['read']);
  await api.db.pool.query(`UPDATE api_key SET expires_at = now() - interval '1 second'`);
  expect((await api.call('GET', '/api/v1/me', { key })).status).toBe(401);
  const body = { name: 'late', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' };
  expect((await api.call('POST', '/api/v1/keys', { as: owner, body })).body.errors[0].path).toBe('expiresAt');
});
