import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

let api: TestApi;
let workspaceId: string;
let admin: TestPerson;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  workspaceId = await api.workspace();
  admin = await api.person('admin', { workspaceId });
});

const path = '/api/v1/limits';
const put = (body: unknown, as = admin) => api.call('PUT', path, { as, body });
const entries = async () => {
  const { rows } = await api.db.pool.query<{ body: string }>(
    'SELECT body FROM audit_entry WHERE workspace_id = $1 ORDER BY seq',
    [workspaceId],
  );
  return rows.map(({ body }) => JSON.parse(body)).filter(({ action }) => action === 'limit.changed');
};

test('limits are set, changed and taken away, and each change stands in the record', async () => {
  const spec = { name: 'release', steps: [{ id: 'a', kind: 'template', with: { template: '' } }] };
  const { body: made } = await api.call('POST', '/api/v1/workflows', { as: admin, body: { spec } });
  const none = { workspace: null, workflows: [], pools: [] };
  expect((await api.call('GET', path, { as: admin })).body).toMatchObject(none);
  const set = await put({ workspace: 5, workflows: { [made.slug]: 2 }, pools: { gpu: 1 } });
  const all = { workspace: 5, workflows: [{ id: made.id, name: 'release', max: 2 }], pools: [{ name: 'gpu', max: 1 }] };
  expect([set.status, set.body]).toMatchObject([200, all]);
  expect((await put({ workspace: 5 })).body).toEqual(set.body);
  const less = await put({ workspace: null, pools: { gpu: 3 } });
  expect(less.body).toMatchObject({ ...all, workspace: null, pools: [{ name: 'gpu', max: 3 }] });
  const changed = (await entries()).map(({ changes }) => changes.map(({ path }: { path: string }) => path));
  expect(changed).toEqual([
    ['workspace', 'workflows', 'pools'],
    ['workspace', 'pools'],
  ]);
});

test('only managers change them; everybody sees those of their own workspace', async () => {
  const editor = await api.person('editor', { workspaceId });
  expect((await put({ workspace: 1 }, editor)).status).toBe(403);
  await put({ workspace: 4 });
  expect((await api.call('GET', path, { as: editor })).body.workspace).toBe(4);
  const stranger = await api.person('owner', { workspaceId: await api.workspace() });
  expect((await api.call('GET', path, { as: stranger })).body.workspace).toBe(null);
});

test('what makes no sense is refused with its place', async () => {
  for (const body of [
    { workspace: 0 },
    { workspace: 1.5 },
    { pools: { 'a b': 1 } },
    { workspaces: 1 },
    { workflows: { nowhere: 1 } },
  ]) {
    const { status, body: problem } = await put(body);
    expect([status, problem.errors?.[0]?.path]).toEqual([expect.any(Number), expect.any(String)]);
    expect([400, 422]).toContain(status);
  }
  expect(await entries()).toEqual([]);
});
