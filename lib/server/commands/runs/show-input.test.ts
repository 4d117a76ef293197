import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealFor } from '#lib/server/auth/seal.ts';
import { createSeal } from '#lib/storage/seal.ts';
import { sensitivePlace } from '#lib/storage/sealed-values.ts';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

let api: TestApi;
let admin: TestPerson;
let runId: string;
const value = 'correct horse battery';

beforeAll(async () => {
  api = await openApi();
  admin = await api.person('admin');
  const spec = { name: 'Sign up', steps: [{ id: 'say', kind: 'template', with: { template: 'Hello' } }] };
  const { body: made } = await api.call('POST', '/api/v1/workflows', { as: admin, body: { spec } });
  const run = await api.call('POST', `/api/v1/workflows/${made.id}/runs`, { as: admin, body: {} });
  runId = run.body.id;
  await api.db.pool.query('INSERT INTO sensitive_value (run_id, name, workspace_id, sealed) VALUES ($1, $2, $3, $4)', [
    runId,
    'inputs.password',
    api.workspaceId,
    sealFor('secrets').seal(value, sensitivePlace(runId, 'inputs.password')),
  ]);
});
afterAll(() => api.close());

const show = (as: TestPerson, name = 'password', headers: Record<string, string> = {}) =>
  api.call('POST', `/api/v1/runs/${runId}/inputs/${name}/show`, { as, headers });
const looks = async () => {
  const { rows } = await api.db.pool.query<{ body: string }>(
    `SELECT body FROM audit_entry WHERE action = 'sensitive.shown' ORDER BY seq`,
  );
  return rows.map(({ body }) => body);
};

test('an input is shown to whoever may see it, and each look stands in the record without the value', async () => {
  const headers = { 'idempotency-key': 'the-same-for-both' };
  for (const count of [1, 2]) {
    const { status, body } = await show(admin, 'password', headers);
    expect([status, body]).toEqual([200, { name: 'password', value }]);
    expect(await looks()).toHaveLength(count);
  }
  const entry = JSON.parse((await looks())[0] ?? '');
  expect(entry).toMatchObject({ runId, resource: { type: 'input', name: 'password of Sign up #1' } });
  expect((await looks()).join('')).not.toContain('horse');
  const { rows } = await api.db.pool.query('SELECT * FROM idempotency_key WHERE key = $1', [
    headers['idempotency-key'],
  ]);
  expect(rows).toEqual([]);
});

test('editors are refused; an input that is not sensitive, and a run of another workspace, are not there', async () => {
  const before = await looks();
  expect((await show(await api.person('editor'))).status).toBe(403);
  expect((await show(admin, 'email')).status).toBe(404);
  const stranger = await api.person('owner', { workspaceId: await api.workspace() });
  expect((await show(stranger)).status).toBe(404);
  expect(await looks()).toEqual(before);
});

test('a value sealed under another key is said to be so, and is not recorded as shown', async () => {
  const before = await looks();
  await api.db.pool.query('UPDATE sensitive_value SET sealed = $1', [
    createSeal(randomBytes(32)).seal(value, sensitivePlace(runId, 'inputs.password')),
  ]);
  const { status, body } = await show(admin);
  expect([status, body.code]).toEqual([503, 'unavailable']);
  expect(body.fix).toContain('COUNTERSIGN_SECRET_KEY');
  expect(await looks()).toEqual(before);
});
