import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

let api: TestApi;
let owner: TestPerson;
let editor: TestPerson;
beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
  editor = await api.person('editor');
  await api.person('reviewer');
});
afterAll(() => api.close());

const say = (method: string, path: string, body?: unknown, as = owner) =>
  api.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const make = async (name: string, demand: object, more: object = {}) => {
  const { status, body } = await say('POST', '/policies', { name, demand, ...more });
  expect(status).toBe(201);
  return body;
};
const record = async () => (await say('GET', '/audit?action=policy&limit=1')).body.items[0];
const gated = (name: string, gate: object) => ({
  spec: { name, description: 'd', steps: [{ id: 'a', kind: 'template', with: { template: 'x' }, gate }] },
});

test('a policy is made, read, changed and deleted, and each stands in the record with what was and what is', async () => {
  const made = await make('two pairs of eyes', { quorum: 2 }, { description: 'For payments' });
  expect(made).toMatchObject({ revision: 1, everywhere: false, usedBy: [], findings: [] });
  expect(await record()).toMatchObject({ action: 'policy.created', resource: { name: 'two pairs of eyes' } });
  expect((await say('GET', `/policies/${made.id}`, undefined, editor)).body).toEqual(made);
  const change = { revision: 1, everywhere: true, demand: { quorum: 3, stepUp: true } };
  const { body: changed } = await say('PATCH', `/policies/${made.id}`, change);
  expect(changed).toMatchObject({ revision: 2, everywhere: true, demand: change.demand, description: 'For payments' });
  expect((await record()).changes).toEqual([
    { path: 'everywhere', kind: 'changed', before: false, after: true },
    { path: 'demand.quorum', kind: 'changed', before: 2, after: 3 },
    { path: 'demand.stepUp', kind: 'added', after: true },
  ]);
  expect((await say('DELETE', `/policies/${made.id}`)).status).toBe(204);
  expect(await record()).toMatchObject({ action: 'policy.deleted', resource: { name: 'two pairs of eyes' } });
  expect((await say('GET', `/policies/${made.id}`)).status).toBe(404);
});

test('refuses a change that began at another revision, and writes nothing for one that changes nothing', async () => {
  const made = await make('compared', { quorum: 2 });
  const none = await say('PATCH', `/policies/${made.id}`, { revision: 1, demand: { quorum: 2 } });
  expect(none.body.revision).toBe(1);
  const both = await Promise.all(
    [2, 3].map((quorum) => say('PATCH', `/policies/${made.id}`, { revision: 1, demand: { quorum: quorum + 1 } })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('yours began at revision 1'),
    fix: expect.stringMatching(/\S/),
  });
});

test('a name is taken once, by whichever way', async () => {
  await make('taken', {});
  const other = await make('other', {});
  for (const answer of [
    await say('POST', '/policies', { name: 'taken', demand: {} }),
    await say('PATCH', `/policies/${other.id}`, { revision: 1, name: 'taken' }),
  ])
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ path: 'name' }] } });
});

test.each<[string, object, string]>([
  ['a name with signs', { name: 'a/b', demand: {} }, 'name'],
  ['no demand', { name: 'x' }, 'demand'],
  ['an unknown part', { name: 'x', demand: { title: 'x' } }, 'demand'],
  ['an expression', { name: 'x', demand: { reviewers: { expression: 'inputs' } } }, 'demand.reviewers'],
  ['a quorum of nobody', { name: 'x', demand: { quorum: 0 } }, 'demand.quorum'],
  ['an end that lets pass', { name: 'x', demand: { expire: { after: '1d', then: 'approve' } } }, 'demand.expire.then'],
  ['no way on', { name: 'x', demand: { actions: ['cancel', 'retry'] } }, 'demand.actions'],
  ['a form that is none', { name: 'x', demand: { form: { type: 'string' } } }, 'demand.form'],
  ['a time that is none', { name: 'x', demand: { due: 'soon' } }, 'demand.due'],
  ['a member as maker', { name: 'x', demand: {}, updatedBy: 'me' }, ''],
])('refuses %s with its place', async (_, body, path) => {
  const answer = await say('POST', '/policies', body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(answer.body.errors.map((error: { path: string }) => error.path).join()).toContain(path);
});

test('a policy that workflows name is neither deleted nor renamed; drafts and archived ones count', async () => {
  const made = await make('production', { quorum: 1 });
  const published = await say('POST', '/workflows', gated('Ships it', { policy: 'production' }));
  expect(published.body.findings).toEqual([]);
  const draft = await say('POST', '/workflows?draft=1', {
    spec: {
      name: 'Only drawn',
      steps: [{ id: 'm', kind: 'map', with: { steps: [{ id: 'a', kind: 'gate', gate: [{ policy: 'production' }] }] } }],
    },
  });
  expect((await say('POST', `/workflows/${draft.body.id}/archive`)).status).toBe(204);
  expect((await say('GET', `/policies/${made.id}`)).body.usedBy).toMatchObject([
    { name: 'Only drawn' },
    { name: 'Ships it', id: published.body.id },
  ]);
  for (const answer of [
    await say('DELETE', `/policies/${made.id}`),
    await say('PATCH', `/policies/${made.id}`, { revision: 1, name: 'prod' }),
  ])
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'in_use', detail: expect.stringContaining('“Only drawn”, “Ships it”'), fix: expect.any(String) },
    });
});

test('tells of a policy under which nobody could pass, and of names that stand for nobody', async () => {
  const { findings } = await make('lost', { reviewers: { groups: ['nowhere'] }, quorum: 9 });
  expect(findings).toMatchObject([
    { path: ['reviewers', 'groups', 0], message: expect.stringContaining('no group "nowhere"') },
    { path: [], message: 'Nobody of those who are asked may decide.' },
  ]);
});

test('a workflow that names an unknown policy is kept as a draft and not published', async () => {
  const { body } = await say('POST', '/workflows', gated('Lost', { policy: 'prodution' }));
  expect(body).toMatchObject({ version: null, findings: [{ rule: 'gate.unknownPolicy', severity: 'error' }] });
  const published = await say('POST', `/workflows/${body.id}/publish`, {});
  expect(published).toMatchObject({ status: 422, body: { code: 'invalid_workflow' } });
  const validated = await say('POST', '/validate', gated('Own', { reviewers: { users: [owner.email] } }));
  expect(validated.body.findings).toEqual([]);
  await api.db.pool.query(`UPDATE workspace SET self_approval = 'never' WHERE id = $1`, [api.workspaceId]);
  const strict = await say('POST', '/validate', gated('Own', { reviewers: { users: [owner.email] } }));
  expect(strict.body).toMatchObject({ ok: true, findings: [{ rule: 'gate.nobody', severity: 'warning' }] });
});
