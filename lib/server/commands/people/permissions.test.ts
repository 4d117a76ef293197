import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Permission, permissions, type Role, roleMay, roleNames } from '#lib/domain/access/permissions.ts';
import { routes } from '#lib/server/http/routes.ts';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

let api: TestApi;
const people = new Map<Role, TestPerson>();

beforeAll(async () => {
  api = await openApi();
  for (const role of roleNames) people.set(role, await api.person(role));
});
afterAll(() => api.close());

const nowhere = '00000000-0000-4000-8000-000000000000';
const guarded = routes.filter(({ access }) => access in permissions);

test.each(roleNames)('the role %s passes exactly the doors of the table', async (role) => {
  const as = people.get(role);
  for (const { method, path, access } of guarded) {
    const address = path.replaceAll(/\{\w+\}/g, nowhere);
    const { status, body } = await api.call(method, address, { as, body: method === 'GET' ? undefined : {} });
    const allowed = access in permissions && roleMay(role, access as Permission);
    // Whoever may pass is told something else: not found, or what is missing.
    expect(status === 403 && body.code === 'forbidden', `${role} ${method} ${path}: ${status}`).toBe(!allowed);
    expect(status, `${role} ${method} ${path}`).toBeLessThan(500);
  }
});

test('no door that needs somebody opens for a stranger', async () => {
  for (const { method, path } of routes.filter(({ access }) => access !== 'public')) {
    const address = path.replaceAll(/\{\w+\}/g, nowhere);
    expect((await api.call(method, address)).status, `${method} ${path}`).toBe(401);
  }
});

test('a key may do what both its scopes and its member may', async () => {
  const owner = people.get('owner');
  const viewer = people.get('viewer');
  if (!owner || !viewer) throw new Error('missing');
  const reading = await api.key(owner, ['read', 'run']);
  expect((await api.call('GET', '/api/v1/members', { key: reading })).status).toBe(200);
  expect((await api.call('POST', '/api/v1/groups', { key: reading, body: { name: 'x' } })).body.code).toBe('forbidden');
  const wide = await api.key(viewer, ['admin']);
  expect((await api.call('POST', '/api/v1/groups', { key: wide, body: { name: 'x' } })).body.code).toBe('forbidden');
  expect((await api.call('GET', '/api/v1/me', { key: reading })).body.permissions).not.toContain('member.manage');
});

test('every key learns whose it is and what it may do', async () => {
  const owner = people.get('owner');
  if (!owner) throw new Error('missing');
  const { status, body } = await api.call('GET', '/api/v1/me', { key: await api.key(owner, ['run']) });
  expect([status, body.permissions]).toEqual([200, ['run.start', 'run.control']]);
});

test('a key cannot change the account it belongs to', async () => {
  const owner = people.get('owner');
  if (!owner) throw new Error('missing');
  const key = await api.key(owner, ['admin']);
  expect((await api.call('PATCH', '/api/v1/me', { key, body: { name: 'x' } })).status).toBe(403);
  expect((await api.call('GET', '/api/v1/sessions', { key })).status).toBe(403);
});
