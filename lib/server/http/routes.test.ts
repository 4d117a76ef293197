import { expect, test } from 'vitest';
import { calls } from '#lib/server/api/calls.ts';
import { routes } from './routes.ts';

const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

test('every call of the registry has its handler, and every handler its entry', () => {
  expect(calls.map(({ route }) => name(route)).sort()).toEqual(routes.map(name).sort());
});

test('only these calls are open to strangers', () => {
  expect(routes.filter(({ access }) => access === 'public').map(name)).toEqual([
    'GET /api/v1/setup',
    'POST /api/v1/setup',
    'POST /api/v1/password-resets',
    'GET /api/v1/password-resets/{token}',
    'POST /api/v1/password-resets/{token}',
    'GET /api/v1/invitations/{token}',
    'POST /api/v1/invitations/{token}/accept',
  ]);
});

test('no call is named twice', () => {
  expect(new Set(routes.map(name)).size).toBe(routes.length);
});

test('the OpenAPI document names every call once, with its shapes', async () => {
  const { openApiDocument } = await import('./openapi.ts');
  const document = openApiDocument();
  const ids = routes.map(({ method, path }) => {
    const operation = document.paths?.[path]?.[method.toLowerCase() as 'get'];
    expect(operation?.responses, `${method} ${path}`).toBeDefined();
    return operation?.operationId;
  });
  expect(new Set(ids).size).toBe(routes.length);
  expect(JSON.stringify(document)).toContain('#/components/schemas/Problem');
});
