import type { IncomingHttpHeaders, Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import pg from 'pg';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverConfig } from '#lib/server/config.ts';
import { openApi, type TestApi } from '../../../test/api.ts';
import { createFront } from './front.ts';
import { probes } from './probes.ts';
import { withAddresses } from './with-addresses.ts';

let api: TestApi;
let server: Server;
let base: string;
let seen: IncomingHttpHeaders;

beforeAll(async () => {
  api = await openApi();
  server = createFront(
    serverConfig(),
    withAddresses(probes, async (request, response) => {
      seen = { ...request.headers };
      if (request.url === '/breaks') throw new Error('a secret detail');
      if (request.url === '/data') response.setHeader('content-type', 'application/json');
      else if (request.url === '/code.js') response.setHeader('content-type', 'application/javascript; charset=UTF-8');
      else response.setHeader('content-type', 'text/html; charset=utf-8');
      if (request.url === '/file') response.setHeader('content-security-policy', "default-src 'none'; sandbox");
      response.end('page');
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await api.close();
});

test('what a stranger claims to be is replaced by what the connection says', async () => {
  await fetch(base, { headers: { 'x-countersign-address': '203.0.113.1', 'x-forwarded-for': '203.0.113.1' } });
  expect([seen['x-countersign-address'], seen['x-forwarded-for']]).toEqual(['127.0.0.1', '127.0.0.1']);
});

test('nobody outside speaks for a middleware', async () => {
  await fetch(base, { headers: { 'x-middleware-subrequest': 'middleware', 'x-middleware-prefetch': '1' } });
  expect(Object.keys(seen).filter((name) => name.startsWith('x-middleware-'))).toEqual([]);
});

test('methods that mean nothing here are told which do', async () => {
  const { status, headers } = await fetch(base, { method: 'PROPFIND' });
  expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS']);
});

test('every answer has the security headers and its request id, which a caller may give', async () => {
  const { headers } = await fetch(base, { headers: { 'x-request-id': 'my-request-1' } });
  expect(headers.get('x-request-id')).toBe('my-request-1');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('camera=()');
  expect(headers.get('strict-transport-security')).toBeNull();
  const other = await fetch(base, { headers: { 'x-request-id': '<script>' } });
  expect(other.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
});

test('a page has a policy whose nonce is new with each request, whatever the caller sends', async () => {
  const forged = { 'content-security-policy': "script-src 'nonce-mine'", 'x-nonce': 'mine' };
  const policies = await Promise.all(
    [1, 2].map(async () => {
      const said = (await fetch(base, { headers: forged })).headers.get('content-security-policy') ?? '';
      expect(said).not.toMatch(/mine|'unsafe-inline'|'unsafe-eval'|\*|https?:/);
      expect(said.split('; ')).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "base-uri 'none'",
          "object-src 'none'",
          "frame-ancestors 'none'",
        ]),
      );
      return said;
    }),
  );
  const [first, second] = policies.map((policy) => /script-src 'self' 'nonce-([\w+/]{22}==)' /.exec(policy)?.[1]);
  expect(first).toBeDefined();
  expect(second).toBeDefined();
  expect(first).not.toBe(second);
  // Next reads it from the request and writes it into the page.
  expect(policies).toContain(seen['content-security-policy']);
});

test('what is no page can do nothing as one, and an answer keeps a policy of its own', async () => {
  const policy = async (path: string) => (await fetch(`${base}${path}`)).headers.get('content-security-policy');
  expect(await policy('/data')).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(await policy('/breaks')).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(await policy('/code.js')).not.toContain('nonce');
  expect(await policy('/file')).toBe("default-src 'none'; sandbox");
});

test('over https the headers that need it are there', async () => {
  const secure = createFront({ ...serverConfig(), url: 'https://countersign.example' }, async (_, response) => {
    response.end();
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const { headers } = await fetch(`http://127.0.0.1:${(secure.address() as AddressInfo).port}`);
  await new Promise((resolve) => secure.close(resolve));
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
});

test('what breaks unexpectedly is 500 without a word of why', async () => {
  const response = await fetch(`${base}/breaks`);
  expect([response.status, await response.text()]).toEqual([500, 'The server failed. This was logged.\n']);
});

test.each(['/%', '/%E0%A4%A', '//elsewhere.example.org', '*', 'http://elsewhere.example.org/'])(
  'an address that cannot be read is 400: %s',
  async (path) => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () =>
        socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400/);
  },
);

test('it lives and is ready, and with a schema behind this version it lives and is not', async () => {
  expect(await (await fetch(`${base}/health`)).json()).toEqual({ status: 'ok' });
  const ready = await fetch(`${base}/ready`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', checks: { database: 'ok', schema: 'ok' } }]);

  const owner = new pg.Client({ connectionString: api.db.ownerUrl });
  await owner.connect();
  await owner.query('UPDATE _prisma_migrations SET rolled_back_at = now()');
  await owner.end();
  const behind = await fetch(`${base}/ready`);
  expect([behind.status, await behind.json()]).toMatchObject([503, { checks: { schema: 'behind' } }]);
  expect((await fetch(`${base}/health`)).status).toBe(200);
  expect((await fetch(`${base}/ready`, { method: 'POST' })).status).toBe(405);
});
