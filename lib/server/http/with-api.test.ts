import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calls } from '#lib/server/api/calls.ts';
import { serverConfig } from '#lib/server/config.ts';
import { openApi, type TestApi, type TestPerson } from '../../../test/api.ts';
import { Answer, send } from './answer.ts';
import { maxBodyBytes } from './body.ts';
import { documents } from './documents.ts';
import { createFront, type Listener } from './front.ts';
import { router } from './router.ts';
import { withAddresses } from './with-addresses.ts';
import { withApi } from './with-api.ts';

let api: TestApi;
let owner: TestPerson;
let key: string;
const open: Server[] = [];

/** Listens and answers its address. */
async function serve(answer: Listener): Promise<string> {
  const server = createFront(serverConfig(), answer);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let base: string;
beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
  key = await api.key(owner, ['admin']);
  const pages: Listener = async (_request, response) => void response.end('the page');
  base = await serve(withAddresses(documents, withApi(router(calls), pages)));
});
afterAll(async () => {
  for (const server of open) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await api.close();
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(base + path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
const sent = (body: BodyInit) => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } });

test('a call goes all the way: key, body, status, headers and the id of the request', async () => {
  const made = await ask('/api/v1/groups', sent('{"name":"Release"}'));
  expect([made.status, (await made.json()).name]).toEqual([201, 'Release']);
  expect(made.headers.get('content-type')).toBe('application/json');
  expect(made.headers.get('cache-control')).toBe('no-store');
  expect(made.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  const named = await ask('/api/v1/me', { headers: { 'x-request-id': 'my-request-1' } });
  expect(named.headers.get('x-request-id')).toBe('my-request-1');
  expect((await (await ask('/api/v1/audit?limit=1')).json()).items).toHaveLength(1);
});

test('HEAD has the headers of GET and no body', async () => {
  const head = await ask('/api/v1/roles', { method: 'HEAD' });
  const got = await ask('/api/v1/roles');
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(Number(head.headers.get('content-length'))).toBe((await got.arrayBuffer()).byteLength);
});

test('all of /api is answered here but the sign-in, and nothing else', async () => {
  for (const path of ['/api', '/api/', '/api/v2/runs', '/api/auth'])
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
  for (const path of ['/', '/apix', '/api/auth/session', '/runs?next=/api/v1/me'])
    expect([path, await (await ask(path)).text()]).toEqual([path, 'the page']);
});

test('the documents are there for tools of any origin, and only to be read', async () => {
  expect((await (await ask('/openapi.json')).json()).openapi).toBe('3.1.0');
  const schema = await ask('/schema/workflow.json');
  expect(schema.headers.get('access-control-allow-origin')).toBe('*');
  expect(schema.headers.get('content-type')).toBe('application/schema+json');
  const wrong = await ask('/openapi.json', { method: 'DELETE' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('a body that is too large is answered, and the next call on the same server goes well', async () => {
  const answer = await ask('/api/v1/groups', sent(' '.repeat(maxBodyBytes + 1)));
  expect([answer.status, (await answer.json()).code]).toEqual([413, 'too_large']);
  expect((await ask('/api/v1/me')).status).toBe(200);
});

/** Pieces for as long as they are wanted; `ended` resolves when whoever makes them is told to stop. */
function endless() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const pieces = async function* () {
    try {
      for (;;) {
        yield 'x'.repeat(64 * 1024);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      end();
    }
  };
  return { body: pieces(), ended };
}

test('what makes the pieces of a file is ended when whoever asked goes away, or asked for its headers alone', async () => {
  for (const method of ['GET', 'HEAD']) {
    const { body, ended } = endless();
    const at = new URL(
      await serve((request, response) => send(response, new Answer(200, {}, body), request.method === 'HEAD')),
    );
    const socket = connect(Number(at.port), at.hostname);
    socket.write(`${method} / HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'data');
    socket.destroy();
    await ended;
  }
});

test('a file whose making fails in the middle does not look whole', async () => {
  const failing = async function* () {
    yield 'the first half';
    throw new Error('the rest is gone');
  };
  const at = await serve((_request, response) => send(response, new Answer(200, {}, failing())));
  await expect(fetch(at).then((response) => response.text())).rejects.toThrow();
});
