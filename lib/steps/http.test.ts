import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { kindCatalogue } from '#lib/steps/registry.ts';
import { workspaceId } from '#lib/storage/testing/held-run.ts';
import { Engine } from '../../test/engine/harness.ts';

type Seen = { method?: string; url?: string; headers: IncomingMessage['headers']; body: string };

let engine: Engine;
let url: string;
let seen: Seen[] = [];
let answer: (response: ServerResponse, nth: number) => void;

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  seen.push({ method: request.method, url: request.url, headers: request.headers, body });
  answer(response, seen.length);
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url = `http://${address}`;
  engine = await Engine.open();
  await engine.db.pool.query(
    `insert into workspace (id, slug, name, allowed_hosts) values ($1, 'one', 'One', $2)
     on conflict (id) do update set allowed_hosts = $2`,
    [workspaceId, [address]],
  );
  await engine.worker();
});
afterAll(async () => {
  await engine.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
  answer = (response) => response.end();
});

const json = (value: unknown) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
const call = (given: object, more: object = {}) => ({ id: 'call', kind: 'http', with: { url, ...given }, ...more });
const ran = async (given: object, more: object = {}) => {
  const state = await engine.run([call(given, more)]);
  const step = state.steps.get('call')!;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape it expects, and fails where it is another
  return { state, step, error: step.error, output: (await engine.value(step.output)) as any };
};

test('sends what it is told and keeps status, headers and the parsed body', async () => {
  answer = json({ ok: [1, { deep: true }] });
  const { output, state } = await ran({
    method: 'POST',
    url: `${url}/a?kept=1`,
    headers: { 'X-Count': 3 },
    query: { q: 'ä&b', list: [1, 'two'], none: null },
    body: { text: 'hello' },
  });
  expect(output).toMatchObject({ status: 200, body: { ok: [1, { deep: true }] } });
  expect(output.headers['content-type']).toContain('json');
  const [request] = seen;
  expect(request).toMatchObject({
    method: 'POST',
    url: '/a?kept=1&q=%C3%A4%26b&list=1&list=two',
    body: '{"text":"hello"}',
  });
  expect(request?.headers).toMatchObject({
    'x-count': '3',
    'content-type': 'application/json',
    'user-agent': 'countersign',
  });
  expect(request?.headers['idempotency-key']).toBe(state.steps.get('call')?.key);
});

test('sends a form when the header says so, and a text as it is', async () => {
  await ran({
    method: 'PUT',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: { a: 'b c', d: 1 },
  });
  await ran({ method: 'PUT', headers: { 'Idempotency-Key': 'mine' }, body: '<a/>' });
  expect(seen.map(({ body }) => body)).toEqual(['a=b+c&d=1', '<a/>']);
  expect(seen[1]?.headers).toMatchObject({ 'idempotency-key': 'mine', 'content-type': 'text/plain; charset=utf-8' });
});

test('asks with no key and no body when it only reads', async () => {
  const { output } = await ran({});
  expect(output.body).toBeNull();
  expect(seen[0]?.headers).not.toHaveProperty('idempotency-key');
});

test('keeps text by its charset, what is no text as base64, and broken JSON as text with a warning', async () => {
  answer = (response) =>
    response.writeHead(200, { 'content-type': 'text/plain; charset=iso-8859-1' }).end(Buffer.from([0xe4]));
  expect((await ran({})).output.body).toBe('ä');
  answer = (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([0, 1, 255]));
  expect((await ran({})).output.body).toEqual({ base64: 'AAH/', bytes: 3, mediaType: 'image/png' });
  answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":');
  const broken = await ran({});
  expect(broken.output.body).toBe('{"a":');
  expect(JSON.stringify(await engine.events(broken.state.runId))).toContain('kept as text');
  answer = (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('['.repeat(5000) + ']'.repeat(5000));
  expect((await ran({})).output.body).toHaveLength(10_000);
});

test('keeps the answer as a file when it is given a name', async () => {
  answer = json({ large: true });
  const { output, state } = await ran({ artifact: 'answer.json' });
  expect(output.body).toEqual({ artifact: 'answer.json', bytes: 14, mediaType: 'application/json' });
  expect(JSON.stringify(await engine.events(state.runId))).toContain('"name":"answer.json"');
});

test('fails with the status and what was said, and tries again as its retries say', async () => {
  answer = (response, nth) =>
    nth < 3 ? response.writeHead(503, { 'retry-after': '7' }).end('come back later') : json({ nth })(response);
  const { output, step } = await ran({ method: 'POST' }, { retry: { max: 3, initial: '1ms', on: ['http'] } });
  expect(output.body).toEqual({ nth: 3 });
  expect(step.attempt).toBe(3);
  expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  seen = [];
  expect((await ran({}, { retry: { max: 3, initial: '1ms', on: ['network'] } })).error).toMatchObject({
    kind: 'http',
    message: 'The answer was 503, not 2xx: come back later',
    details: { status: 503, retryAfter: '7' },
  });
  expect(seen).toHaveLength(1);
});

test('takes the answers it expects', async () => {
  answer = (response) => response.writeHead(404).end();
  expect((await ran({ expect: { status: [200, 404] } })).output.status).toBe(404);
  expect((await ran({ expect: { status: ['4xx'] } })).output.status).toBe(404);
  expect((await ran({ expect: { status: [200] } })).error?.kind).toBe('http');
});

test('refuses an inner address once and for all, with the way to allow it', async () => {
  const { error, step } = await ran({ url: 'http://127.0.0.2:9/' }, { retry: { max: 3, initial: '1ms' } });
  expect(error).toMatchObject({ kind: 'refused', place: 'with.url', fix: expect.stringContaining('"127.0.0.2:9"') });
  expect(step.attempt).toBe(1);
});

test('says what no request can carry before it sends one', async () => {
  const { error } = await ran({ headers: { 'X-A': '{{ 1 }}\r\nX-B: c' } });
  expect(error).toMatchObject({ kind: 'input', place: 'with.headers.X-A' });
  const tooLarge = await ran({ maxBytes: 3, expect: { status: ['2xx'] } });
  expect(tooLarge.error).toBeNull();
  answer = (response) => response.end('four');
  expect((await ran({ maxBytes: 3 })).error).toMatchObject({ kind: 'output' });
  expect(seen).toHaveLength(2);
});

test('writes a line for each hop into the log, without what the query holds', async () => {
  answer = (response, nth) =>
    nth === 1 ? response.writeHead(302, { location: '/end?token=x' }).end() : response.end('x'.repeat(1300));
  const { state } = await ran({ query: { token: 'x' } });
  const lines = (await engine.log(state.runId))
    .replace(/\d+ ms/g, 'N ms')
    .trim()
    .split('\n');
  expect(lines).toEqual([`→ GET ${url}/?…`, '← 302 in N ms', `→ GET ${url}/end?…`, '← 200 in N ms, 1.3 KB']);
});

test('cuts the request off when its step is at its time limit', async () => {
  answer = () => {};
  const { error } = await ran({}, { timeout: '200ms' });
  expect(['timeout', 'network']).toContain(error?.kind);
});

test.each([
  [{ url: 'ftp://example.org' }, 'logic.parameters', 'error'],
  [{ url: 'https://a:b@example.org/' }, 'logic.parameters', 'error'],
  [{ url: 'https://example.org', method: 'FETCH' }, 'logic.parameters', 'error'],
  [{ url: 'https://example.org', headers: { 'a b': 'c' } }, 'logic.parameters', 'error'],
  [{ url: 'https://example.org', headers: { Host: 'c' } }, 'logic.parameters', 'error'],
  [{ url: 'https://example.org', body: 'x' }, 'logic.parameters', 'error'],
  [{ url: 'https://example.org/{{ secrets.TOKEN }}' }, 'security.secretsHere', 'error'],
  [{ url: 'http://10.0.0.5:8080/x' }, 'security.innerAddress', 'warning'],
  [{ url: 'http://0x7f.1/' }, 'security.innerAddress', 'warning'],
  [{ url: 'http://localhost:3000/' }, 'security.innerAddress', 'warning'],
])('finds before the run what is wrong with %j', (given, rule, severity) => {
  const workflow = workflowSchema.parse({ name: 'w', steps: [{ id: 'call', kind: 'http', with: given }] });
  expect(findingsOf(workflow, kindCatalogue)).toContainEqual(expect.objectContaining({ rule, severity, step: 'call' }));
});

test('finds nothing wrong with a template in the address and secrets where they may stand', () => {
  const given = {
    method: 'POST',
    url: 'https://{{ inputs.host }}/a',
    headers: { Authorization: 'Bearer {{ secrets.TOKEN }}' },
    query: { key: '{{ secrets.TOKEN }}' },
    body: { deep: ['{{ secrets.TOKEN }}'] },
  };
  const workflow = workflowSchema.parse({
    name: 'w',
    description: 'd',
    inputs: { host: { type: 'string' } },
    steps: [{ id: 'call', kind: 'http', with: given }],
  });
  expect(findingsOf(workflow, kindCatalogue)).toEqual([]);
});
