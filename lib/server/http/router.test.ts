import { describe, expect, test } from 'vitest';
import { Answer } from './answer.ts';
import type { Handler } from './handle.ts';
import type { Method } from './route.ts';
import { router } from './router.ts';

/** Says which route it was made for, and what stood for its names. */
const call = (method: Method, path: string): Handler =>
  Object.assign(async (_request: unknown, params: object) => Answer.json({ path, params }), {
    route: { method, path, access: 'known', summary: '', tag: '' } as const,
  });

const route = router([
  call('GET', '/api/v1/runs'),
  call('POST', '/api/v1/runs'),
  call('GET', '/api/v1/runs/{id}'),
  call('POST', '/api/v1/runs/bulk'),
  call('POST', '/api/v1/runs/{id}/steps/{step}/retry'),
  call('DELETE', '/api/v1/runs/bulk/steps'),
]);

const ask = async (method: string, path: string) => {
  const headers = { get: () => null, has: () => false };
  const { status, headers: told, body } = await route({ method, path, search: '', headers, body: null }, 'the request');
  return { status, headers: told, body: typeof body === 'string' ? JSON.parse(body) : null };
};

test('an address and a method mean one call; what stands for its names is handed over as it reads', async () => {
  expect((await ask('GET', '/api/v1/runs')).body).toEqual({ path: '/api/v1/runs', params: {} });
  expect((await ask('POST', '/api/v1/runs/a%20b/steps/map%5B3%5D.%C3%BC/retry')).body).toEqual({
    path: '/api/v1/runs/{id}/steps/{step}/retry',
    params: { id: 'a b', step: 'map[3].ü' },
  });
});

test('a very name goes before a name for any, unless it leads nowhere', async () => {
  expect((await ask('POST', '/api/v1/runs/bulk')).body.path).toBe('/api/v1/runs/bulk');
  expect((await ask('POST', '/api/v1/runs/bulk/steps/one/retry')).body.params).toEqual({ id: 'bulk', step: 'one' });
  expect((await ask('GET', '/api/v1/runs/bulk')).status).toBe(405);
});

test('HEAD is answered like GET, and whoever asks what there is or takes the wrong method is told', async () => {
  expect((await ask('HEAD', '/api/v1/runs/1')).body.params).toEqual({ id: '1' });
  const options = await ask('OPTIONS', '/api/v1/runs');
  expect([options.status, options.body, options.headers.allow]).toEqual([204, null, 'GET, POST, HEAD, OPTIONS']);
  const wrong = await ask('DELETE', '/api/v1/runs');
  expect([wrong.status, wrong.body.code, wrong.headers.allow]).toEqual([
    405,
    'method_not_allowed',
    'GET, POST, HEAD, OPTIONS',
  ]);
  expect((await ask('HEAD', '/api/v1/runs/bulk')).headers.allow).toBe('POST, OPTIONS');
});

describe('what no call has as its address is 404 with a word on it', () => {
  test.each([
    '/api',
    '/api/',
    '/api/v1',
    '/api/v1/run',
    '/api/v1/runs/',
    '/api/v1//runs',
    '/api/v1/runs//steps/x/retry',
    '/api/v1/RUNS',
    '/api/v1/%72uns',
    '/api/v1/runs/%',
    '/api/v1/runs/%E0%A4%A',
    '/api/v1/runs/1/steps',
    '/api/v1/runs/1/steps/2/retry/3',
    '/api/v1/constructor',
    '/api/v1/__proto__',
  ])('%s', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS', 'HEAD']) {
      const { status, headers, body } = await ask(method, path);
      expect([status, body.code, headers['content-type']]).toEqual([404, 'not_found', 'application/problem+json']);
      expect(body.fix).not.toBe('');
    }
  });

  test('a slash too many at the end is told as such', async () => {
    expect((await ask('GET', '/api/v1/runs/')).body.fix).toContain('slash');
  });
});

test('two handlers of one call are refused before anything is served', () => {
  expect(() => router([call('GET', '/a/{id}'), call('GET', '/a/{other}')])).toThrow('GET /a/{other} has two handlers');
});
