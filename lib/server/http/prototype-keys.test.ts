import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../test/api.ts';

/** Names through which an object could reach what all objects share: refused, or kept as plain data. */

const traps = ['__proto__', 'constructor', 'prototype'] as const;

let api: TestApi;
let owner: TestPerson;
let key: string;
let untouched: string;
const shared = () =>
  JSON.stringify(
    [Object.prototype, Array.prototype, Function.prototype].map((each) => Reflect.ownKeys(each).map(String)),
  );

beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
  key = await api.key(owner, ['admin']);
});
beforeEach(() => {
  untouched = shared();
});
afterAll(() => api.close());

/** What came of a call: never a failure of the server, never a mark on what all objects share. */
async function sent(method: string, path: string, raw: string, type = 'application/json') {
  const { status, body } = await api.call(method, path, { key, raw, headers: { 'content-type': type } });
  expect(shared()).toBe(untouched);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(status, `${method} ${path} ${raw}`).toBeLessThan(500);
  return { status, body };
}

const poison = (trap: string) => `{"${trap}":{"polluted":true,"prototype":{"polluted":true}}}`;

test.each(traps)('no body takes %s as a name of its own', async (trap) => {
  const bodies: [string, string][] = [
    ['PATCH', '/api/v1/workspace'],
    ['PATCH', '/api/v1/me'],
    ['POST', '/api/v1/groups'],
    ['POST', '/api/v1/keys'],
    ['POST', '/api/v1/members'],
    ['POST', '/api/v1/workflows'],
    ['POST', '/api/v1/validate'],
    ['POST', '/api/v1/approvals/bulk'],
  ];
  for (const [method, path] of bodies) {
    const { status } = await sent(method, path, poison(trap));
    expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
  }
});

test.each(traps)('a workflow file that says %s is told of it or loses it, in YAML and in JSON', async (trap) => {
  const inPlaces = [
    `name: a\n${trap}: { polluted: true }\nsteps: []\n`,
    `name: a\nsteps:\n  - { id: s, kind: template, with: { template: x }, ${trap}: { polluted: true } }\n`,
    `name: a\nsteps:\n  - { id: s, kind: template, with: { template: x, ${trap}: { polluted: true } } }\n`,
    `name: a\nsteps:\n  - { id: s, kind: ${trap}, with: {} }\n`,
    `name: a\nsteps:\n  - { id: s, kind: template, needs: [${trap}], with: { template: x } }\n`,
  ];
  for (const yaml of inPlaces) {
    const { status, body } = await sent('POST', '/api/v1/validate', yaml, 'application/yaml');
    const told = status >= 400 || body.findings.some((each: { severity: string }) => each.severity === 'error');
    // Reading parameters leaves this one name out by itself.
    if (!told) expect([trap, yaml], yaml).toEqual(['__proto__', inPlaces[2]]);
  }
  const spec = `{"spec":{"name":"a","steps":[],${poison(trap).slice(1)}}`;
  const { status, body } = await sent('POST', '/api/v1/validate', spec);
  if (status < 400) expect(body.findings).not.toEqual([]);
});

test.each(traps)('an address that says %s finds nothing', async (trap) => {
  for (const path of [
    `/api/v1/runs/${trap}`,
    `/api/v1/workflows/${trap}`,
    `/api/v1/approvals/${trap}`,
    `/api/v1/${trap}`,
  ]) {
    const { status } = await api.call('GET', path, { key });
    expect(status, path).toBe(404);
  }
  for (const query of [
    `${trap}=x`,
    `${trap}[polluted]=true`,
    `${trap}.polluted=true`,
    `status=${trap}`,
    `cursor=${trap}`,
  ]) {
    const { status } = await api.call('GET', `/api/v1/runs?${query}`, { key });
    expect(status, query).toBeLessThan(500);
  }
  expect(shared()).toBe(untouched);
});

test('as values of an input they are refused or stay data', async () => {
  const spec = {
    name: 'inputs',
    inputs: { o: { type: 'object' } },
    steps: [
      { id: 's', kind: 'template', with: { template: '{{ inputs.o.constructor.name }}{{ inputs.o.__proto__ }}' } },
    ],
  };
  const made = await api.call('POST', '/api/v1/workflows', { key, body: { spec } });
  expect(made.status).toBe(201);
  for (const trap of traps) {
    const named = await sent('POST', `/api/v1/workflows/${made.body.id}/runs`, `{"input":${poison(trap)}}`);
    expect(named.status, trap).toBeGreaterThanOrEqual(400);
    const held = await sent('POST', `/api/v1/workflows/${made.body.id}/runs`, `{"input":{"o":${poison(trap)}}}`);
    expect(held.status, trap).toBe(trap === '__proto__' ? 400 : 201);
  }
});
