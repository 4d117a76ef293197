import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { routes } from '#lib/server/http/routes.ts';
import { openPlaces } from './body-schema.ts';
import type { TestCaller } from './callers.ts';
import { addressOf } from './sample.ts';
import { nameOf, openScene, type Scene } from './stage.ts';
import { everythingIn } from './traces.ts';

// Nobody gives themselves a role, another workspace or an id by naming them in a body.

let scene: Scene;
let owner: TestCaller;
beforeAll(async () => {
  scene = await openScene();
  owner = scene.callers.find(({ name }) => name === 'owner, session')!;
});
afterAll(() => scene.close());

const withBody = routes.filter(({ body }) => body).map((route) => ({ name: nameOf(route), route }));

/** Where a body may hold what nobody named, and what looks at it then. */
const free: Record<string, string> = {
  'POST /api/v1/workflows spec': 'the findings of a workflow',
  'POST /api/v1/workflows layout.positions': 'names of steps',
  'POST /api/v1/workflows layout.notes': 'ids of notes',
  'PUT /api/v1/workflows/{id}/draft spec': 'the findings of a workflow',
  'PUT /api/v1/workflows/{id}/draft layout.positions': 'names of steps',
  'PUT /api/v1/workflows/{id}/draft layout.notes': 'ids of notes',
  'POST /api/v1/validate spec': 'the findings of a workflow',
  'POST /api/v1/workflows/{id}/runs input': 'the typed inputs of the workflow',
  'POST /api/v1/workflows/{id}/runs input.*': 'the typed inputs of the workflow',
  'PUT /api/v1/limits workflows': 'the workflows of the workspace',
  'PUT /api/v1/limits pools': 'the shape of a pool’s name',
  'POST /api/v1/workflows/{id}/runs/batch runs[].input': 'the typed inputs of the workflow',
  'POST /api/v1/workflows/{id}/runs/batch runs[].input.*': 'the typed inputs of the workflow',
  'POST /api/v1/workflows/{id}/steps/{step}/test input': 'the typed inputs of the workflow',
  'POST /api/v1/workflows/{id}/steps/{step}/test input.*': 'the typed inputs of the workflow',
  'POST /api/v1/workflows/{id}/steps/{step}/test outputs': 'what earlier steps give',
  'POST /api/v1/workflows/{id}/steps/{step}/test outputs.*': 'what earlier steps give',
  'POST /api/v1/runs/{id}/rerun input': 'the typed inputs of the workflow',
  'POST /api/v1/runs/{id}/rerun input.*': 'the typed inputs of the workflow',
  'POST /api/v1/policies demand.form': 'the shape of a form',
  'POST /api/v1/policies demand.form.*': 'the shape of a form',
  'PATCH /api/v1/policies/{id} demand.form': 'the shape of a form',
  'PATCH /api/v1/policies/{id} demand.form.*': 'the shape of a form',
  'POST /api/v1/runs/{id}/signals data': 'whichever step waits for it',
  'POST /api/v1/approvals/{id}/decisions payload': 'what the gate lets people edit',
  'POST /api/v1/approvals/{id}/decisions form': 'the form of the gate',
  'POST /api/v1/approvals/{id}/decisions form.*': 'the form of the gate',
  'POST /api/v1/approvals/bulk decisions[].payload': 'what the gate lets people edit',
  'POST /api/v1/approvals/bulk decisions[].form': 'the form of the gate',
  'POST /api/v1/approvals/bulk decisions[].form.*': 'the form of the gate',
};

test('a body takes no field that its schema does not name, at any depth', () => {
  const open = withBody.flatMap(({ name, route }) =>
    openPlaces(route.body as z.ZodType).map(({ path, is }) => ({ place: `${name} ${path}`, is })),
  );
  expect(open.filter(({ is }) => is === 'loose object')).toEqual([]);
  expect([...new Set(open.map(({ place }) => place))].toSorted()).toEqual(Object.keys(free).toSorted());
});

const foreignFields: Record<string, unknown> = {
  id: 'chosen',
  role: 'owner',
  owner: true,
  admin: true,
  scopes: ['admin'],
  permissions: ['workspace.update'],
  workspace: 'another',
  workspaceId: 'another',
  workspace_id: 'another',
  slug: 'another',
  status: 'succeeded',
  createdBy: 'another',
  createdAt: '2000-01-01T00:00:00Z',
  memberId: 'another',
  userId: 'another',
  actor: { kind: 'system' },
  version: 99,
  digest: '0'.repeat(64),
  hash: '0'.repeat(64),
  passwordHash: 'x',
  password_hash: 'x',
  selfApproval: 'marked',
  removedAt: null,
  expiresAt: null,
  totpSealed: null,
  sealed: 'x',
  constructor: { prototype: { role: 'owner' } },
  prototype: { role: 'owner' },
  toString: 'x',
  $where: '1',
};

const fieldsOf = (body: z.ZodObject | z.ZodDiscriminatedUnion<z.ZodObject[]>): string[] =>
  'shape' in body ? Object.keys(body.shape) : body.options.flatMap(fieldsOf);

test.each(withBody)('$name refuses fields that are not its own, and keeps nothing of them', async ({ route }) => {
  const { params, body } = await scene.sample(route, owner);
  const own = fieldsOf(route.body as z.ZodObject | z.ZodDiscriminatedUnion<z.ZodObject[]>);
  const before = await everythingIn(scene.api.db);
  const send = async (raw: string) => {
    const { status, body: answer } = await scene.api.call(route.method, addressOf(route.path, params), {
      headers: owner.headers,
      raw,
    });
    return `${status} ${answer.code}`;
  };
  for (const [field, value] of Object.entries(foreignFields)) {
    if (own.includes(field)) continue;
    expect(await send(JSON.stringify({ ...(body as object), [field]: value })), field).toBe('400 invalid_request');
  }
  const text = JSON.stringify(body);
  const beside = text === '{}' ? '' : `,${text.slice(1, -1)}`;
  for (const hidden of ['"__proto__":{"role":"owner"}', '"\\u005f_proto__":{"role":"owner"}'])
    expect(await send(`{${hidden}${beside}}`), hidden).toBe('400 invalid_request');
  expect(({} as { role?: string }).role).toBeUndefined();
  expect(await everythingIn(scene.api.db), 'something was written').toBe(before);
});

const without = routes
  .filter(({ method, body }) => method !== 'GET' && !body)
  .map((route) => ({ name: nameOf(route), route }));

test.each(without)('$name takes nothing from a body', async ({ route }) => {
  const sent = { ...foreignFields, name: 'Taken from the body', reason: 'x' };
  const sample = await scene.sample(route, owner);
  const { status, body } = await scene.call(route, owner, { ...sample, body: sent });
  expect(sample.statuses ?? [route.status ?? (route.answer ? 200 : 204)]).toContain(status);
  expect(JSON.stringify(body ?? '')).not.toContain('another');
  const { rows } = await scene.api.db.pool.query<{ found: boolean }>(
    `SELECT bool_or(body LIKE '%another%' OR body LIKE '%Taken from the body%') AS found FROM audit_entry`,
  );
  expect(rows[0]?.found).toBe(false);
});
