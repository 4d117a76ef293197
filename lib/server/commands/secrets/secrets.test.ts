import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sealFor } from '#lib/server/auth/seal.ts';
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

const secrets = '/api/v1/secrets';
const value = 'correct horse\nbattery staple 🔑\n';
const make = (body: object, headers?: Record<string, string>) =>
  api.call('POST', secrets, { as: admin, body: { name: 'TOKEN', value, ...body }, headers });
const stored = async (id: string) => {
  const { rows } = await api.db.pool.query<{ sealed: string }>('SELECT sealed FROM secret WHERE id = $1', [id]);
  return rows[0]?.sealed ?? '';
};
const entries = async () => {
  const { rows } = await api.db.pool.query<{ body: string }>(
    'SELECT body FROM audit_entry WHERE workspace_id = $1 ORDER BY seq',
    [workspaceId],
  );
  return rows.map(({ body }) => body);
};

test('a value goes in sealed to its row, byte for byte, and never comes out again', async () => {
  const { status, body } = await make({ description: 'Deploys' });
  expect([status, body]).toMatchObject([201, { name: 'TOKEN', description: 'Deploys', lastUsedAt: null, usedBy: [] }]);
  const sealed = await stored(body.id);
  expect(sealed).not.toContain('horse');
  expect(sealFor('secrets').open(sealed, body.id)).toBe(value);
  expect(() => sealFor('secrets').open(sealed, randomUUID())).toThrow();
  const list = await api.call('GET', secrets, { as: admin });
  expect(list.body.items).toEqual([body]);
  for (const answer of [body, list.body]) expect(JSON.stringify(answer)).not.toMatch(/horse|v1\./);
});

test('replacing gives a new value, describing leaves it, and each has its entry without a value', async () => {
  const { body } = await make({});
  const change = (given: object) => api.call('PATCH', `${secrets}/${body.id}`, { as: admin, body: given });
  const first = await stored(body.id);
  expect((await change({ description: 'For deploys' })).body.description).toBe('For deploys');
  expect(await stored(body.id)).toBe(first);
  expect((await change({ value: 'another value' })).status).toBe(200);
  expect(sealFor('secrets').open(await stored(body.id), body.id)).toBe('another value');
  expect((await change({ description: 'For deploys' })).status).toBe(200);
  expect((await api.call('DELETE', `${secrets}/${body.id}`, { as: admin })).status).toBe(204);
  expect((await change({ value: 'another value' })).status).toBe(404);
  const written = (await entries()).map((text) => JSON.parse(text));
  expect(written.map(({ action }) => action)).toEqual([
    'secret.created',
    'secret.changed',
    'secret.replaced',
    'secret.deleted',
  ]);
  expect(written.map(({ resource }) => resource.name)).toEqual(['TOKEN', 'TOKEN', 'TOKEN', 'TOKEN']);
  expect(written[2].details).toEqual({ valueReplaced: true });
  expect(JSON.stringify(written)).not.toMatch(/horse|another value|v1\./);
});

test.each([
  ['a short value', { value: 'seven77' }, 'value', 'could not be hidden'],
  ['a value padded with spaces', { value: '   seven77   ' }, 'value', 'could not be hidden'],
  ['a value above 64 KB', { value: '🔑'.repeat(17_000) }, 'value', 'at most 64 KB'],
  ['a value with NUL', { value: 'hunter2\0hunter2' }, 'value', 'NUL'],
  ['half of a character', { value: 'hunter2\ud83d hunter2' }, 'value', 'lone surrogate'],
  ['a value that is no text', { value: ['hunter2hunter2'] }, 'value', 'must be a text'],
  ['no value', { value: undefined }, 'value', 'is missing'],
  ['a name with a dash', { name: 'MY-TOKEN' }, 'name', 'letters, digits and _'],
  ['a name that begins with a digit', { name: '1TOKEN' }, 'name', 'letters, digits and _'],
  ['a workspace in the body', { workspaceId: 'x' }, 'workspaceId', 'is not known here'],
])('refuses %s, and quotes nothing of it', async (_, given, path, message) => {
  const { status, body } = await make(given);
  expect([status, body.errors[0].path]).toEqual([400, path]);
  expect(body.errors[0].message).toContain(message);
  expect(JSON.stringify(body)).not.toMatch(/seven77|hunter2|🔑|horse/);
  expect(await entries()).toEqual([]);
});

test('a body that is no JSON is refused without quoting it', async () => {
  for (const raw of ['{"name":"A","value": hunter2hunter2}', "{'value':'hunter2hunter2'}", '"x" hunter2hunter2']) {
    const { status, body } = await api.call('POST', secrets, {
      as: admin,
      raw,
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toMatch(/unter2/);
  }
});

test('the answer kept for a repeat holds no value, and the same key with another value is a mismatch', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const first = await make({}, headers);
  const again = await make({}, headers);
  expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  expect((await make({ value: 'another value' }, headers)).body.code).toBe('idempotency_mismatch');
  const { rows } = await api.db.pool.query('SELECT * FROM idempotency_key WHERE key = $1', [
    headers['idempotency-key'],
  ]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/horse|battery/);
});

test('a failure behind the door is told and logged without the value', async () => {
  const lines: string[] = [];
  const slot = Symbol.for('countersign.log');
  const shared = globalThis as { [slot]?: unknown };
  const quiet = shared[slot];
  shared[slot] = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const owner = new Client({ connectionString: api.db.ownerUrl });
  await owner.connect();
  try {
    // The database quotes the whole row in what it says about it.
    await owner.query(`ALTER TABLE secret ADD CONSTRAINT broken CHECK (name <> 'BROKEN')`);
    const { status, body } = await make({ name: 'BROKEN' });
    expect([status, body.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toMatch(/horse|BROKEN/);
  } finally {
    await owner.query('ALTER TABLE secret DROP CONSTRAINT IF EXISTS broken');
    await owner.end();
    shared[slot] = quiet;
  }
  expect(lines.join('')).toContain('A request failed unexpectedly');
  expect(lines.join('')).not.toMatch(/horse/);
});

test('a name is taken once in a workspace, and is free in another', async () => {
  await make({});
  const twin = await make({ value: 'another value' });
  expect([twin.status, twin.body.code, twin.body.errors[0].path]).toEqual([409, 'conflict', 'name']);
  const elsewhere = await api.person('owner', { workspaceId: await api.workspace() });
  const other = await api.call('POST', secrets, { as: elsewhere, body: { name: 'TOKEN', value } });
  expect(other.status).toBe(201);
  for (const method of ['PATCH', 'DELETE']) {
    const address = `${secrets}/${other.body.id}`;
    const body = method === 'PATCH' ? { value: 'another value' } : undefined;
    expect((await api.call(method, address, { as: admin, body })).status).toBe(404);
  }
  expect(sealFor('secrets').open(await stored(other.body.id), other.body.id)).toBe(value);
});

test('editors see which there are and change none; reviewers see none', async () => {
  await make({});
  const editor = await api.person('editor', { workspaceId });
  const reviewer = await api.person('reviewer', { workspaceId });
  expect((await api.call('GET', secrets, { as: editor })).body.items).toHaveLength(1);
  expect((await api.call('POST', secrets, { as: editor, body: { name: 'B', value } })).status).toBe(403);
  expect((await api.call('GET', secrets, { as: reviewer })).status).toBe(403);
});

test('a secret names the published workflows that use it', async () => {
  await make({});
  await make({ name: 'UNUSED' });
  const step = { id: 'say', kind: 'shell', with: { run: 'true' } };
  const spec = { name: 'Deploy', steps: [step] };
  const published = await api.call('POST', '/api/v1/workflows', { as: admin, body: { spec } });
  const env = { A: 'Bearer {{ secrets.TOKEN }}', B: 'secrets.UNUSED in a text' };
  const next = { ...spec, description: '{{ secrets.UNUSED }}', steps: [{ ...step, with: { ...step.with, env } }] };
  await api.db.pool.query(
    `INSERT INTO workflow_version (workflow_id, number, workspace_id, spec, spec_hash, authors, created_by)
     SELECT workflow_id, 2, workspace_id, $2, spec_hash, authors, created_by FROM workflow_version WHERE workflow_id = $1`,
    [published.body.id, JSON.stringify(next)],
  );
  await api.db.pool.query('UPDATE workflow SET latest = 2 WHERE id = $1', [published.body.id]);
  const { body } = await api.call('GET', secrets, { as: admin });
  expect(
    body.items.map((item: { name: string; usedBy: { name: string }[] }) => [item.name, item.usedBy.length]),
  ).toEqual([
    ['TOKEN', 1],
    ['UNUSED', 0],
  ]);
  expect(body.items[0].usedBy[0]).toEqual({ id: published.body.id, slug: published.body.slug, name: 'Deploy' });
});
