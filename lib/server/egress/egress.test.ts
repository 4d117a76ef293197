import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { EgressRequest } from '#lib/engine/step-ports.ts';
import { createEgress } from './egress.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** The other side: a server on loopback that keeps what it was asked and how many connections it had. */
class OtherSide {
  readonly seen: Seen[] = [];
  connections = 0;
  answer: Answer = (_, response) => response.end('ok');
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      this.seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      this.answer(request, response, body);
    });
    this.#server.on('connection', () => this.connections++);
  }

  listen = () => new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  close = () => {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  };
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  reset(answer: Answer = (_, response) => response.end('ok')): void {
    this.seen.length = 0;
    this.connections = 0;
    this.answer = answer;
  }
}

const one = new OtherSide();
const two = new OtherSide();
beforeAll(async () => {
  await Promise.all([one.listen(), two.listen()]);
});
afterAll(() => Promise.all([one.close(), two.close()]));
beforeEach(() => {
  one.reset();
  two.reset();
});

const allowingBoth = () =>
  createEgress({ allowedHosts: async () => [`127.0.0.1:${one.port}`, `127.0.0.1:${two.port}`] });
const strict = (resolve?: (host: string) => Promise<string[]>, hosts: string[] = []) =>
  createEgress({ allowedHosts: async () => hosts, ...(resolve ? { resolve } : {}) });

const request = (url: string, more: Partial<EgressRequest> = {}): EgressRequest => ({
  method: 'GET',
  url,
  headers: {},
  redirects: 5,
  timeoutMs: 20_000,
  maxBytes: 100_000,
  signal: new AbortController().signal,
  ...more,
});
const send = (url: string, more: Partial<EgressRequest> = {}, egress = allowingBoth()) =>
  egress.send({ workspaceId: 'w' }, request(url, more));
const answered = async (...given: Parameters<typeof send>) => {
  const sent = await send(...given);
  if (!sent.ok) throw new Error(`${sent.fault.code}: ${sent.fault.message}`);
  return { ...sent.answer, text: Buffer.from(sent.answer.body).toString() };
};
const fault = async (...given: Parameters<typeof send>) => {
  const sent = await send(...given);
  if (sent.ok) throw new Error(`it answered ${sent.answer.status}`);
  return sent.fault;
};

it('reaches an allowed address with method, headers and body as given', async () => {
  one.answer = (_, response) => response.writeHead(201, { 'set-cookie': ['a=1', 'b=2'] }).end('made');
  const answer = await answered(`${one.url}/path?x=1#part`, {
    method: 'POST',
    headers: { 'X-One': '1' },
    body: 'text',
  });
  expect(answer).toMatchObject({ status: 201, text: 'made', url: `${one.url}/path?x=1` });
  expect(answer.headers['set-cookie']).toBe('a=1, b=2');
  expect(one.seen).toMatchObject([{ method: 'POST', url: '/path?x=1', body: 'text', headers: { 'x-one': '1' } }]);
});

it.each([
  'http://127.0.0.1',
  'http://2130706433',
  'http://0177.0.0.1',
  'http://0x7f.1',
  'http://127.1',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:7f00:1]',
  'http://[::1]',
  'http://localhost',
  'http://localhost.',
  'http://foo.localhost',
  'http://127.0.0.1.',
  'http://１２７.0.0.1',
  'http://0.0.0.0',
])('refuses %s without connecting', async (origin) => {
  expect(await fault(`${origin}:${one.port}/`, {}, strict())).toMatchObject({ code: 'refused' });
  expect(one.connections).toBe(0);
});

it('refuses a user in the address, and says where it belongs', async () => {
  const refusal = await fault(`http://example.org@127.0.0.1:${one.port}/`);
  expect(refusal).toMatchObject({ code: 'address', fix: expect.stringContaining('headers') });
  expect(one.connections).toBe(0);
});

it('names the address, what it is, and the line that would allow it', async () => {
  const refusal = await fault(
    'http://api.example:8080/',
    {},
    strict(async () => ['10.0.0.5']),
  );
  expect(refusal.message).toBe('api.example (10.0.0.5) is a private address, which steps may not reach.');
  expect(refusal.fix).toContain('Settings → Workspace → What steps may reach: add "10.0.0.5:8080"');
});

it('refuses a name as soon as one of its addresses is an inner one', async () => {
  const mixed = await fault(
    `http://mixed.example:${one.port}/`,
    {},
    strict(async () => ['192.0.2.1', '127.0.0.1']),
  );
  expect(mixed.code).toBe('refused');
  expect(one.connections).toBe(0);
});

it('looks a name up once a connection, so that a second answer leads nowhere', async () => {
  const asked: string[] = [];
  // The first address is allowed but nobody is there; whoever asked again would be led to the server on loopback.
  const rebinding = async (host: string) => {
    asked.push(host);
    return asked.length === 1 ? ['127.0.0.2'] : ['127.0.0.1'];
  };
  const egress = strict(rebinding, [`127.0.0.2:${one.port}`]);
  expect(await fault(`http://rebind.example:${one.port}/`, {}, egress)).toMatchObject({ code: 'connect' });
  expect(asked).toEqual(['rebind.example']);
  // And the second answer is judged by itself.
  expect(await fault(`http://rebind.example:${one.port}/`, {}, egress)).toMatchObject({ code: 'refused' });
  expect(one.connections).toBe(0);
});

it('does not stay with an address that was allowed once', async () => {
  const hosts = [`127.0.0.1:${one.port}`];
  const egress = strict(undefined, hosts);
  expect((await answered(one.url, {}, egress)).status).toBe(200);
  hosts.length = 0;
  expect(await fault(one.url, {}, egress)).toMatchObject({ code: 'refused' });
  expect(one.connections).toBe(1);
});

it('opens the addresses of the clouds’ own services to no name, only to a line of their own', async () => {
  const toMetadata = async () => ['169.254.169.254'];
  const refusal = await fault('http://listed.example/', {}, strict(toMetadata, ['listed.example']));
  expect(refusal).toMatchObject({ code: 'refused', message: expect.stringContaining('metadata') });
});

it('tries the addresses of a name one after the other', async () => {
  const egress = strict(async () => ['127.0.0.2', '127.0.0.1'], ['both.example']);
  expect((await answered(`http://both.example:${one.port}/`, {}, egress)).text).toBe('ok');
  expect(one.seen[0]?.headers.host).toBe(`both.example:${one.port}`);
});

it('says which name has no address', async () => {
  const nowhere = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
  expect(await fault('http://nowhere.example/', {}, strict(nowhere))).toEqual({
    code: 'dns',
    message: 'The name nowhere.example could not be looked up (ENOTFOUND).',
  });
});

it('uses no proxy that the environment names', async () => {
  const before = process.env.HTTP_PROXY;
  process.env.HTTP_PROXY = two.url;
  try {
    expect((await answered(one.url)).text).toBe('ok');
  } finally {
    if (before === undefined) delete process.env.HTTP_PROXY;
    else process.env.HTTP_PROXY = before;
  }
  expect(two.connections).toBe(0);
});

it('judges every redirect like the first address', async () => {
  one.answer = (_, response) => response.writeHead(302, { location: `${two.url}/` }).end();
  const onlyOne = strict(undefined, [`127.0.0.1:${one.port}`]);
  expect(await fault(one.url, {}, onlyOne)).toMatchObject({ code: 'refused' });
  for (const location of ['http://169.254.169.254/latest/meta-data/', 'http://0x7f.1/', 'http://[::1]/']) {
    one.answer = (_, response) => response.writeHead(307, { location }).end();
    expect(await fault(one.url, {}, onlyOne)).toMatchObject({ code: 'refused' });
  }
  one.answer = (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  expect(await fault(one.url)).toMatchObject({ code: 'redirects' });
  expect(two.connections).toBe(0);
});

it('leaves credentials behind when a redirect leads to another port, and keeps them on the same one', async () => {
  one.answer = ({ url }, response) =>
    response.writeHead(302, { location: url === '/start' ? '/again' : `${two.url}/end` }).end();
  const headers = {
    Authorization: 'Bearer abc',
    Cookie: 'a=b',
    'Proxy-Authorization': 'x',
    'X-Api-Key': 'sealed',
    'X-Plain': 'p',
  };
  await answered(`${one.url}/start`, { headers, credentialHeaders: ['X-API-Key'] });
  expect(one.seen[1]?.headers).toMatchObject({ authorization: 'Bearer abc', cookie: 'a=b', 'x-api-key': 'sealed' });
  const arrived = two.seen[0]?.headers ?? {};
  expect(arrived['x-plain']).toBe('p');
  for (const name of ['authorization', 'cookie', 'proxy-authorization', 'x-api-key'])
    expect(arrived).not.toHaveProperty(name);
});

it.each([
  [301, 'POST', 'GET', ''],
  [302, 'POST', 'GET', ''],
  [303, 'PUT', 'GET', ''],
  [301, 'PUT', 'PUT', 'text'],
  [307, 'POST', 'POST', 'text'],
  [308, 'POST', 'POST', 'text'],
])('follows %i of %s as %s', async (status, method, then, body) => {
  one.answer = ({ url }, response) =>
    url === '/end' ? response.end('end') : response.writeHead(status, { location: '/end' }).end();
  const answer = await answered(one.url, { method, body: 'text', headers: { 'content-type': 'text/plain' } });
  expect(answer.url).toBe(`${one.url}/end`);
  expect(one.seen[1]).toMatchObject({ method: then, body });
  expect('content-type' in (one.seen[1]?.headers ?? {})).toBe(body !== '');
});

it('does not send a sealed body on to another host', async () => {
  one.answer = (_, response) => response.writeHead(307, { location: two.url }).end();
  expect(await fault(one.url, { method: 'POST', body: 'x', sealedBody: true })).toMatchObject({ code: 'refused' });
  expect(two.connections).toBe(0);
  expect((await answered(one.url, { method: 'POST', body: 'x' })).text).toBe('ok');
});

it('ends a circle of redirects, and answers with the redirect itself when none is to be followed', async () => {
  one.answer = (_, response) => response.writeHead(302, { location: '/' }).end();
  expect(await fault(one.url, { redirects: 3 })).toMatchObject({ code: 'redirects' });
  expect(one.seen).toHaveLength(4);
  expect(await answered(one.url, { redirects: 0 })).toMatchObject({ status: 302, headers: { location: '/' } });
});

it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
])('unpacks %s', async (coding, pack) => {
  one.answer = (_, response) => response.writeHead(200, { 'content-encoding': coding }).end(pack('hello '.repeat(99)));
  const answer = await answered(one.url);
  expect(answer.text).toBe('hello '.repeat(99));
  expect(answer.headers).not.toHaveProperty('content-encoding');
});

it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
])('stops a small body in %s that unfolds into a large one', async (coding, pack) => {
  const bomb = pack(Buffer.alloc(50 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(100_000);
  one.answer = (_, response) => response.writeHead(200, { 'content-encoding': coding }).end(bomb);
  expect(await fault(one.url)).toMatchObject({ code: 'size' });
  const twice = gzipSync(bomb);
  one.answer = (_, response) => response.writeHead(200, { 'content-encoding': `${coding}, gzip` }).end(twice);
  expect(await fault(one.url)).toMatchObject({ code: 'size' });
});

it('takes a body of exactly the size that is accepted, and none that is larger', async () => {
  one.answer = (_, response) => response.end('x'.repeat(1000));
  expect((await answered(one.url, { maxBytes: 1000 })).body).toHaveLength(1000);
  expect(await fault(one.url, { maxBytes: 999 })).toMatchObject({ code: 'size' });
});

it('stops a body that never ends, and headers without measure', async () => {
  one.answer = (_, response) => {
    const more = () => response.write('x'.repeat(10_000), () => !response.destroyed && setImmediate(more));
    more();
  };
  expect(await fault(one.url)).toMatchObject({ code: 'size' });
  one.answer = (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(60_000) }).end();
  expect(await fault(one.url)).toMatchObject({ code: 'size' });
});

it('has one clock for everything: no answer, and a body that drips', async () => {
  one.answer = () => {};
  expect(await fault(one.url, { timeoutMs: 100 })).toMatchObject({ code: 'timeout' });
  one.answer = (_, response) => {
    const drip = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(drip));
  };
  expect(await fault(one.url, { timeoutMs: 200 })).toMatchObject({ code: 'timeout' });
  const hanging = strict(() => new Promise(() => {}));
  expect(await fault('http://slow.example/', { timeoutMs: 100 }, hanging)).toMatchObject({ code: 'timeout' });
});

it('stops at once when it is told to, and cuts the connection', async () => {
  const stop = new AbortController();
  const cut = new Promise((closed) => {
    one.answer = (_, response) => {
      response.on('close', closed);
      response.write('begun');
      stop.abort();
    };
  });
  expect(await fault(one.url, { signal: stop.signal })).toMatchObject({ code: 'aborted' });
  await cut;
  expect(await fault(one.url, { signal: stop.signal })).toMatchObject({ code: 'aborted' });
});

it.each([
  ['no header name', { 'a b': 'x' }],
  ['another host', { Host: 'internal' }],
  ['its own framing', { 'Transfer-Encoding': 'chunked' }],
  ['a second header in a value', { 'x-a': 'b\r\nx-c: d' }],
])('refuses %s in the headers', async (_, headers) => {
  expect(await fault(one.url, { headers })).toMatchObject({ code: 'address' });
  expect(one.connections).toBe(0);
});

it('says when the other side speaks no TLS, no HTTP, or hangs up', async () => {
  expect(await fault(`https://127.0.0.1:${one.port}/`)).toMatchObject({ code: 'tls' });
  const odd = createTcpServer((socket: Socket) => {
    socket
      .on('error', () => {})
      .once('data', (data) => {
        if (String(data).startsWith('GET /hang')) socket.destroy();
        else socket.end('SSH-2.0-nothing\r\n');
      });
  });
  await new Promise<void>((done) => odd.listen(0, '127.0.0.1', done));
  const { port } = odd.address() as AddressInfo;
  const egress = strict(undefined, [`127.0.0.1:${port}`]);
  expect(await fault(`http://127.0.0.1:${port}/`, {}, egress)).toMatchObject({ code: 'protocol' });
  expect(await fault(`http://127.0.0.1:${port}/hang`, {}, egress)).toMatchObject({ code: 'connect' });
  await new Promise((done) => odd.close(done));
  await new Promise((done) => connect(port, '127.0.0.1').on('error', done));
  expect(await fault(`http://127.0.0.1:${port}/`, {}, egress)).toMatchObject({ code: 'connect' });
});

it('tells of each hop, without the values of a query', async () => {
  one.answer = ({ url }, response) =>
    url === '/end' ? response.end('done') : response.writeHead(302, { location: '/end' }).end();
  const hops: unknown[] = [];
  await answered(`${one.url}/a?token=x`, { onHop: (hop) => hops.push(hop) });
  expect(hops).toMatchObject([
    { type: 'sent', method: 'GET', url: `${one.url}/a?…` },
    { type: 'answered', status: 302, bytes: null },
    { type: 'sent', url: `${one.url}/end` },
    { type: 'answered', status: 200, bytes: 4 },
  ]);
});
