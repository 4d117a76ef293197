import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { workspaceHeader } from '#lib/contracts/workspace-header.ts';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

let api: TestApi;
let workspaceId: string;
let owner: TestPerson;

beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  workspaceId = await api.workspace();
  owner = await api.person('owner', { workspaceId });
});

const workspaces = '/api/v1/workspaces';
/** The browser after entering: the cookie it was given beside its session's. */
async function entered(person: TestPerson, slug: string): Promise<TestPerson> {
  const { status, headers } = await api.call('POST', `${workspaces}/${slug}/enter`, { as: person });
  expect(status).toBe(204);
  return { ...person, cookie: `${person.cookie}; ${headers.get('set-cookie')?.split(';')[0]}` };
}

test('an owner makes another workspace, enters it, and is its owner; its record begins there', async () => {
  const { status, body } = await api.call('POST', workspaces, { as: owner, body: { name: 'Second shop' } });
  expect([status, body]).toMatchObject([201, { name: 'Second shop', role: 'owner', current: false }]);
  const there = await entered(owner, body.slug);
  const me = await api.call('GET', '/api/v1/me', { as: there });
  expect(me.body).toMatchObject({
    workspace: { name: 'Second shop', selfApproval: 'marked' },
    member: { role: 'owner' },
  });
  const { items } = (await api.call('GET', '/api/v1/audit', { as: there })).body;
  expect(items.map(({ action, actor }: { action: string; actor: { id: string } }) => [action, actor.id])).toEqual([
    ['workspace.created', me.body.member.id],
  ]);
  expect((await api.call('GET', '/api/v1/audit', { as: owner })).body.items).toEqual([]);
});

test('the workspace is chosen by a cookie that no script reads', async () => {
  const { body } = await api.call('POST', workspaces, { as: owner, body: { name: 'Second' } });
  const { headers } = await api.call('POST', `${workspaces}/${body.slug}/enter`, { as: owner });
  expect(headers.get('set-cookie')).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax/);
});

test('nothing of one workspace is seen, or changed, from the other', async () => {
  const { body } = await api.call('POST', workspaces, { as: owner, body: { name: 'Second' } });
  const there = await entered(owner, body.slug);
  const secret = await api.call('POST', '/api/v1/secrets', { as: owner, body: { name: 'T', value: 'long enough' } });
  const spec = { name: 'Here', steps: [{ id: 'say', kind: 'template', with: { template: 'Hello' } }] };
  const workflow = await api.call('POST', '/api/v1/workflows', { as: owner, body: { spec } });
  const run = await api.call('POST', `/api/v1/workflows/${workflow.body.id}/runs`, { as: owner, body: {} });
  for (const list of ['secrets', 'workflows', 'runs'])
    expect((await api.call('GET', `/api/v1/${list}`, { as: there })).body.items, list).toEqual([]);
  for (const [method, path] of [
    ['GET', `workflows/${workflow.body.id}`],
    ['GET', `runs/${run.body.id}`],
    ['DELETE', `secrets/${secret.body.id}`],
    ['DELETE', `workflows/${workflow.body.id}`],
  ] as const)
    expect((await api.call(method, `/api/v1/${path}`, { as: there })).status, path).toBe(404);
  expect((await api.call('GET', '/api/v1/secrets', { as: owner })).body.items).toHaveLength(1);
});

test('what a page of one workspace sends does not befall the other one that was entered since', async () => {
  const { body } = await api.call('POST', workspaces, { as: owner, body: { name: 'Second' } });
  const there = await entered(owner, body.slug);
  const rename = (slug: string) =>
    api.call('PATCH', '/api/v1/workspace', {
      as: there,
      body: { name: 'Renamed' },
      headers: { [workspaceHeader]: slug },
    });
  expect((await rename(workspaceId)).body.code).toBe('other_workspace');
  expect((await api.call('GET', '/api/v1/workspace', { as: there })).body.name).toBe('Second');
  expect((await rename(body.slug)).body.name).toBe('Renamed');
});

test('the list names my workspaces and where I am; a key sees its own alone', async () => {
  const { body } = await api.call('POST', workspaces, { as: owner, body: { name: 'AAA' } });
  const list = await api.call('GET', workspaces, { as: owner });
  expect(list.body.items.map(({ slug, current }: { slug: string; current: boolean }) => [slug, current])).toEqual([
    [body.slug, false],
    [workspaceId, true],
  ]);
  const key = await api.key(owner, ['read']);
  expect((await api.call('GET', workspaces, { key })).body.items).toHaveLength(1);
});

test('a workspace of others answers like one that does not exist, and sets no cookie', async () => {
  const foreign = await api.workspace();
  const answers = await Promise.all(
    [foreign, 'there-is-none'].map((slug) => api.call('POST', `${workspaces}/${slug}/enter`, { as: owner })),
  );
  const told = answers.map(({ status, body: { requestId: _, ...body }, headers }) => ({
    status,
    body,
    cookie: headers.get('set-cookie'),
  }));
  expect(told[0]).toEqual(told[1]);
  expect(told[0]).toMatchObject({ status: 404, cookie: null });
  // Nor does a cookie made by hand open it.
  const forged = { ...owner, cookie: `${owner.cookie}; countersign.workspace=${foreign}` };
  expect((await api.call('GET', '/api/v1/me', { as: forged })).body.workspace.id).toBe(workspaceId);
});

test('whoever was removed from a workspace is out of it, and lands in another of theirs', async () => {
  const { body } = await api.call('POST', workspaces, { as: owner, body: { name: 'Second' } });
  const there = await entered(owner, body.slug);
  await api.db.pool.query(
    'UPDATE member SET removed_at = now() WHERE workspace_id = (SELECT id FROM workspace WHERE slug = $1)',
    [body.slug],
  );
  expect((await api.call('GET', '/api/v1/me', { as: there })).body.workspace.id).toBe(workspaceId);
  expect((await api.call('POST', `${workspaces}/${body.slug}/enter`, { as: owner })).status).toBe(404);
});

test('whoever accepts an invitation goes on in the workspace they were invited to', async () => {
  const elsewhere = await api.person('viewer', { workspaceId: await api.workspace() });
  const { body: made } = await api.call('POST', '/api/v1/invitations', {
    as: owner,
    body: { email: elsewhere.email, role: 'editor' },
  });
  const token = new URL(made.link).pathname.split('/').at(-1);
  const { status, headers } = await api.call('POST', `/api/v1/invitations/${token}/accept`, {
    as: elsewhere,
    body: {},
  });
  expect([status, headers.get('set-cookie')?.split(';')[0]]).toEqual([201, `countersign.workspace=${workspaceId}`]);
});

test('only an owner makes workspaces, and names are plain and not empty', async () => {
  const admin = await api.person('admin', { workspaceId });
  expect((await api.call('POST', workspaces, { as: admin, body: { name: 'Mine' } })).status).toBe(403);
  expect((await api.call('POST', workspaces, { as: owner, body: { name: '  ' } })).status).toBe(400);
  expect((await api.call('POST', workspaces, { as: owner, body: { name: 'Mine', slug: 'x' } })).status).toBe(400);
  const key = await api.key(owner, ['admin']);
  expect((await api.call('POST', `${workspaces}/${workspaceId}/enter`, { key })).status).toBe(403);
});

test('two workspaces of one name live side by side', async () => {
  const made = await Promise.all([1, 2].map(() => api.call('POST', workspaces, { as: owner, body: { name: 'Twin' } })));
  expect(made.map(({ status }) => status)).toEqual([201, 201]);
  expect(made[0]?.body.slug).not.toBe(made[1]?.body.slug);
});
