import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, signOut } from '#lib/server/auth/sign-in.ts';
import { openApi, type TestApi, type TestPerson } from '../../test/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

async function alsoIn(person: TestPerson, workspaceId: string): Promise<string> {
  const id = `other ${person.memberId}`;
  await api.db.pool.query(`INSERT INTO member (id, workspace_id, user_id, role) VALUES ($1, $2, $3, 'viewer')`, [
    id,
    workspaceId,
    person.userId,
  ]);
  return id;
}

async function lastEntry(workspaceId: string) {
  const { rows } = await api.db.pool.query<{ body: string }>(
    'SELECT body FROM audit_entry WHERE workspace_id = $1 ORDER BY seq DESC LIMIT 1',
    [workspaceId],
  );
  return rows[0] ? JSON.parse(rows[0].body) : null;
}

test('what somebody does to their account stands in the record of each of their workspaces, and of no other', async () => {
  const [other, left] = [await api.workspace(), await api.workspace()];
  const person = await api.person('viewer');
  const there = await alsoIn(person, other);
  const headers = { 'idempotency-key': 'my-name' };
  for (let twice = 0; twice < 2; twice++)
    expect((await api.call('PATCH', '/api/v1/me', { as: person, body: { name: 'Renamed' }, headers })).status).toBe(
      200,
    );
  const [here, elsewhere] = [await lastEntry(api.workspaceId), await lastEntry(other)];
  expect(here).toMatchObject({ action: 'account.changed', actor: { id: person.memberId, kind: 'member' } });
  expect(elsewhere).toMatchObject({ action: 'account.changed', seq: 1, actor: { id: there, email: person.email } });
  expect(elsewhere.changes).toEqual(here.changes);
  expect(await lastEntry(left)).toBeNull();
});

test('coming and going stand in the record of each workspace', async () => {
  const other = await api.workspace();
  const person = await api.person('editor');
  await alsoIn(person, other);
  const { sessionId } = await openSession(person.userId, { address: null, agent: null });
  const came = { action: 'session.started', resource: { type: 'session', id: sessionId } };
  expect([await lastEntry(api.workspaceId), await lastEntry(other)]).toMatchObject([came, came]);
  await signOut(sessionId);
  const went = { action: 'session.revoked', resource: { type: 'session', id: sessionId } };
  expect([await lastEntry(api.workspaceId), await lastEntry(other)]).toMatchObject([went, went]);
});

test('whoever takes the record out is its last entry then', async () => {
  const admin = await api.person('admin');
  const { body } = await api.call('GET', '/api/v1/audit/export', { as: admin });
  const last = JSON.parse(JSON.parse(body.trim().split('\n').at(-1)).body);
  expect(last).toMatchObject({ action: 'record.exported', actor: { id: admin.memberId } });
});
