import { expect, test } from 'vitest';
import { routeFiles, unknownFile } from '../../../test/api.ts';
import type { Handler } from './handle.ts';
import type { Method } from './route.ts';
import { routes } from './routes.ts';

const methods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

async function inFiles() {
  const found = await Promise.all(
    routeFiles.map(async ({ file, path }) => {
      const module: Record<string, Partial<Handler>> = await import(file);
      return methods.flatMap((method) => {
        const route = module[method]?.route;
        return route ? [{ called: name({ method, path }), route }] : [];
      });
    }),
  );
  return found.flat();
}

test('every call of the registry has its file, every file its entry, and each file the right one', async () => {
  const found = await inFiles();
  expect(found.map(({ called }) => called).sort()).toEqual(routes.map(name).sort());
  for (const { called, route } of found) expect(name(route)).toBe(called);
});

test('every call answers all methods, so that a wrong one is told which are right', async () => {
  for (const file of [unknownFile, ...routeFiles.map((each) => each.file)]) {
    const module: Record<string, unknown> = await import(file);
    for (const method of [...methods, 'OPTIONS']) expect(module[method], `${file} ${method}`).toBeTypeOf('function');
  }
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
