import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

let api: TestApi;
let editor: TestPerson;
let owner: TestPerson;
let viewer: TestPerson;

beforeAll(async () => {
  api = await openApi();
  editor = await api.person('editor');
  owner = await api.person('owner');
  viewer = await api.person('viewer');
});
afterAll(() => api.close());

const steps = [{ id: 'a', kind: 'template', with: { template: 'x' } }];
const yamlType = { 'content-type': 'application/yaml' };
const create = (spec: unknown, query = '') =>
  api.call('POST', `/api/v1/workflows${query}`, { as: editor, body: { spec } });
const createYaml = (raw: string) => api.call('POST', '/api/v1/workflows', { as: editor, raw, headers: yamlType });
const get = (path: string, as = editor) => api.call('GET', `/api/v1/workflows${path}`, { as });
const post = (path: string, body: unknown = {}, as = owner) =>
  api.call('POST', `/api/v1/workflows${path}`, { as, body });
const save = (id: string, body: unknown, as = editor) => api.call('PUT', `/api/v1/workflows/${id}/draft`, { as, body });

/** Nine lists of nine, each of the one before: 387 million items in a file of 300 characters. */
const aliasBomb = Array.from({ length: 9 }, (_, level) => {
  const item = level === 0 ? 'x' : `*a${level - 1}`;
  return `a${level}: &a${level} [${Array(9).fill(item).join(',')}]`;
})
  .concat('steps: [*a8]')
  .join('\n');

describe('making one', () => {
  test('a spec without errors becomes draft and version 1', async () => {
    const { status, body } = await create({ name: 'Release Check', steps });
    expect(status).toBe(201);
    expect(body).toMatchObject({ slug: 'release-check', version: 1 });
    const view = (await get('/release-check')).body;
    expect(view).toMatchObject({ id: body.id, version: 1, draftAhead: false, steps: 1, gates: 0, revision: 1 });
    expect(view.yaml).toContain('name: Release Check');
  });

  test('YAML makes the same, and names that are taken get a number', async () => {
    const yaml = 'name: Release Check\nsteps:\n  - { id: a, kind: template, with: { template: x } }\n';
    expect((await createYaml(yaml)).body).toMatchObject({ slug: 'release-check-2', version: 1 });
    const many = await Promise.all(Array.from({ length: 5 }, () => createYaml(yaml)));
    expect(new Set(many.map(({ body }) => body.slug)).size).toBe(5);
  });

  test('the order of inputs stays as it was written', async () => {
    const inputs = { zebra: { type: 'string', default: '' }, a: { type: 'string', default: '' } };
    const { body } = await create({ name: 'ordered', inputs, steps });
    expect(Object.keys((await get(`/${body.id}`)).body.inputs)).toEqual(['zebra', 'a']);
  });

  test('errors keep it a draft with its findings', async () => {
    const { status, body } = await create({ name: 'broken', steps: [{ id: 'a', kind: 'template', needs: ['b'] }] });
    expect(status).toBe(201);
    expect(body.version).toBeNull();
    expect(body.findings.some(({ severity }: { severity: string }) => severity === 'error')).toBe(true);
    const odd = await create({ name: 5, steps: ['x', null, { id: 1 }], nonsense: true });
    expect(odd).toMatchObject({ status: 201, body: { version: null } });
    expect((await get(`/${odd.body.id}`)).status).toBe(200);
    expect((await get('?limit=200')).status).toBe(200);
  });

  test('?draft=1 publishes nothing', async () => {
    expect((await create({ name: 'quiet', steps }, '?draft=1')).body.version).toBeNull();
  });

  test.each([
    ['broken YAML', 'name: [\n'],
    ['a list', '- a\n- b\n'],
    ['a text', 'hello'],
    ['nothing', '# nothing\n'],
    ['no steps', 'name: x\n'],
    ['steps that are no list', 'name: x\nsteps: 5\n'],
    ['a NUL in quotes', 'name: "a\\0b"\nsteps: []\n'],
    ['an alias bomb', aliasBomb],
    ['10,000 levels', `name: x\nsteps: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
  ])('refuses %s as no spec at all', async (what, yaml) => {
    const { status, body } = await createYaml(yaml);
    expect(status, what).toBe(422);
    expect(body.code).toBe('invalid_workflow');
    expect(body.findings.length).toBeGreaterThan(0);
    expect(body.findings[0].fix).toBeTruthy();
  });

  test('5,000 steps are accepted and listed without their weight', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      id: `s${index}`,
      kind: 'template',
      needs: index === 0 ? [] : [`s${index - 1}`],
      with: { template: '' },
    }));
    expect((await create({ name: 'many', steps: many })).body.version).toBe(1);
    const { body } = await get('?text=many');
    expect(body.items[0]).toMatchObject({ name: 'many', steps: 5000 });
  });

  test('a viewer may not', async () => {
    const refused = await api.call('POST', '/api/v1/workflows', { as: viewer, body: { spec: { name: 'x', steps } } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

describe('the draft', () => {
  test('a save names the revision it began from; a stale one is told who was faster', async () => {
    const { id } = (await create({ name: 'edited', steps })).body;
    const first = await save(id, { revision: 1, spec: { name: 'renamed', steps } });
    expect(first).toMatchObject({ status: 200, body: { revision: 2 } });
    const stale = await save(id, { revision: 1, spec: { name: 'other', steps } }, owner);
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale_draft' } });
    expect(stale.body.detail).toContain('editor');
    expect((await get(`/${id}`)).body).toMatchObject({ name: 'renamed', version: 1, draftAhead: true, slug: 'edited' });
  });

  test('of two who save at once one wins', async () => {
    const { id } = (await create({ name: 'raced', steps })).body;
    const answers = await Promise.all(
      [editor, owner].map((as) => save(id, { revision: 1, spec: { name: 'raced', description: as.email, steps } }, as)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('positions alone make nobody an author', async () => {
    const { id } = (await create({ name: 'moved', steps })).body;
    const notes = { why: { text: 'Why', x: 0, y: 0, width: 200, height: 80 } };
    const layout = { positions: { a: { x: 10, y: 20 } }, notes };
    await save(id, { revision: 1, layout }, owner);
    expect((await get(`/${id}`)).body).toMatchObject({
      draftAhead: false,
      layout,
    });
  });

  test('takes YAML too, and keeps what has errors but not what is no spec', async () => {
    const { id } = (await create({ name: 'text', steps })).body;
    const bad = await save(id, { revision: 1, yaml: 'name: text\nsteps:\n  - { id: a, kind: nonsense }\n' });
    expect(bad.status).toBe(200);
    expect(bad.body.findings.length).toBeGreaterThan(0);
    expect((await save(id, { revision: 2, yaml: ': :' })).body.code).toBe('invalid_workflow');
  });
});

describe('publishing', () => {
  test('the same text again is the version there is, with the authors it has', async () => {
    const { id } = (await create({ name: 'twice', steps })).body;
    expect(await post(`/${id}/publish`, {}, editor)).toMatchObject({ body: { version: 1 } });
    expect((await get(`/${id}/versions`)).body.items).toHaveLength(1);
  });

  test('the authors of a version are those who edited the draft since the last one', async () => {
    const { id } = (await create({ name: 'authors', steps })).body;
    await save(id, { revision: 1, spec: { name: 'authors', description: '1', steps } }, owner);
    const published = await post(`/${id}/publish`, { note: 'two' }, editor);
    expect(published).toMatchObject({ status: 201, body: { version: 2 } });
    const { items } = (await get(`/${id}/versions`)).body;
    expect(items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(items[0]).toMatchObject({ note: 'two', specHash: published.body.specHash });
    expect(items[0].authors).toHaveLength(1);
    expect(items[0].authors[0]).toContain('owner');
    expect(items[0].createdBy).toContain('editor');
  });

  test('refuses errors with the findings, and a draft that moved on', async () => {
    const { id } = (await create({ name: 'no', steps: [{ id: 'a', kind: 'nonsense' }] })).body;
    const refused = await post(`/${id}/publish`);
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_workflow' } });
    expect(refused.body.findings.length).toBeGreaterThan(0);
    expect((await post(`/${id}/publish`, { revision: 9 })).body.code).toBe('stale_draft');
  });

  test('versions never change and are compared field by field', async () => {
    const { id } = (await create({ name: 'compared', steps })).body;
    await save(id, { revision: 1, spec: { name: 'compared', steps: [{ ...steps[0], with: { template: 'y' } }] } });
    await post(`/${id}/publish`);
    const diff = (await get(`/${id}/versions/1/diff/2`)).body;
    expect(diff.changes).toMatchObject([{ kind: 'changed', before: 'x', after: 'y' }]);
    expect(diff.before).toContain('template: x');
    expect((await get(`/${id}/versions/1`)).body.spec.steps[0].with.template).toBe('x');
    for (const path of ['versions/9', 'versions/0', 'versions/x', 'versions/1/diff/7', 'versions/99999999999'])
      expect((await get(`/${id}/${path}`)).status).toBe(404);
    await expect(
      api.db.pool.query(`UPDATE workflow_version SET spec = '{}' WHERE workflow_id = $1`, [id]),
    ).rejects.toThrow();
  });
});

describe('copies, archive, end', () => {
  test('a copy is a draft of its own', async () => {
    const { id } = (await create({ name: 'original', steps })).body;
    const copy = await post(`/${id}/duplicate`);
    expect(copy).toMatchObject({ status: 201, body: { slug: 'original-copy', version: null } });
    expect((await get(`/${copy.body.id}`)).body.draft.name).toBe('original copy');
  });

  test('an archived one leaves the list, starts nothing, and comes back', async () => {
    const { id } = (await create({ name: 'put away', steps })).body;
    expect((await post(`/${id}/archive`)).status).toBe(204);
    expect((await get('?text=put away')).body.items).toEqual([]);
    expect((await get('?text=put away&archived=1')).body.items).toHaveLength(1);
    expect((await post(`/${id}/runs`)).body.code).toBe('conflict');
    expect((await post(`/${id}/publish`)).body.code).toBe('conflict');
    expect((await post(`/${id}/unarchive`)).status).toBe(204);
    expect((await post(`/${id}/archive`, {}, editor)).body.code).toBe('forbidden');
  });

  test('cannot be deleted while a run is active; afterwards its slug is free', async () => {
    const { id, slug } = (await create({ name: 'short lived', steps })).body;
    const run = (await post(`/${id}/runs`)).body.id;
    const remove = () => api.call('DELETE', `/api/v1/workflows/${id}`, { as: owner });
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await api.call('POST', `/api/v1/runs/${run}/cancel`, { as: owner, body: { reason: 'enough' } });
    expect((await remove()).status).toBe(204);
    expect((await get(`/${id}`)).status).toBe(404);
    expect((await create({ name: 'short lived', steps })).body.slug).toBe(slug);
    expect((await api.call('GET', `/api/v1/runs/${run}`, { as: owner })).body.workflowName).toBe('short lived');
  });

  test('another workspace sees none of it', async () => {
    const { id } = (await create({ name: 'ours', steps })).body;
    const stranger = await api.person('owner', { workspaceId: await api.workspace() });
    expect((await get(`/${id}`, stranger)).status).toBe(404);
    expect((await get('/ours', stranger)).status).toBe(404);
    expect((await get('?text=ours', stranger)).body.items).toEqual([]);
    expect((await save(id, { revision: 1, spec: { name: 'theirs', steps } }, stranger)).status).toBe(404);
    expect((await post(`/${id}/runs`, {}, stranger)).status).toBe(404);
    expect((await api.call('DELETE', `/api/v1/workflows/${id}`, { as: stranger })).status).toBe(404);
  });
});

test('lists page by page without leaving one out', async () => {
  for (let index = 0; index < 5; index++) await create({ name: `paged ${index}`, steps });
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await get(`?text=paged&limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ name }: { name: string }) => name));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual([4, 3, 2, 1, 0].map((index) => `paged ${index}`));
  expect((await get('?text=100%25_')).body.items).toEqual([]);
});

test('validation keeps and executes nothing, whatever comes in', async () => {
  const before = (await api.db.pool.query('SELECT count(*) FROM workflow')).rows;
  const validate = (call: object) => api.call('POST', '/api/v1/validate', { as: viewer, ...call });
  const good = await validate({ body: { spec: { name: 'v', steps } } });
  expect(good.body).toMatchObject({ ok: true, plan: { levels: [['a']], criticalPath: ['a'], width: 1 } });
  const cycle = [
    { id: 'a', kind: 'template', with: { template: '' }, needs: ['b'] },
    { id: 'b', kind: 'template', with: { template: '' }, needs: ['a'] },
  ];
  const circular = await validate({ body: { spec: { name: 'v', steps: cycle } } });
  expect(circular.body.ok).toBe(false);
  const broken = await validate({ raw: 'name: x\n steps: [', headers: yamlType });
  expect(broken.body).toMatchObject({ ok: false, spec: null });
  expect(broken.body.findings[0]).toMatchObject({ severity: 'error', line: expect.any(Number) });
  for (const spec of [null, 5, 'x', [], {}, { steps: null }])
    expect((await validate({ body: { spec } })).body.ok, JSON.stringify(spec)).toBe(false);
  expect((await validate({ body: {} })).status).toBe(400);
  expect((await api.db.pool.query('SELECT count(*) FROM workflow')).rows).toEqual(before);
});

test('step kinds describe themselves with a schema and an example', async () => {
  const { body } = await api.call('GET', '/api/v1/step-kinds', { as: viewer });
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['shell', 'template', 'transform', 'assert', 'branch', 'gate']),
  );
  for (const kind of body.items) expect(kind).toMatchObject({ schema: { type: 'object' }, example: expect.anything() });
});

test('every change is in the record, in words', async () => {
  const { body } = await api.call('GET', '/api/v1/audit?action=workflow&limit=200', { as: viewer });
  const said = new Set(body.items.map(({ action }: { action: string }) => action));
  for (const what of ['created', 'saved', 'published', 'duplicated', 'archived', 'unarchived', 'deleted'])
    expect(said).toContain(`workflow.${what}`);
  const saved = body.items.find(({ action }: { action: string }) => action === 'workflow.saved');
  expect(saved.changes.length).toBeGreaterThan(0);
});
