import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type LiveServer, openLiveServer } from '#lib/server/realtime/live-server.ts';
import { createWakes, type Wakes } from '#lib/storage/wake.ts';
import { outcomeOf, type TestCaller } from './callers.ts';
import { topicOf, topics } from './listed.ts';
import { openScene, type Scene } from './stage.ts';

// The live connection: everybody there can be × every topic, and what a client may throw at it.

let scene: Scene;
let http: Server;
let live: LiveServer;
let wakes: Wakes;
let base: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  scene = await openScene();
  const { db } = scene.api;
  http = createServer();
  live = openLiveServer(http, { url: db.url, dev: false });
  wakes = createWakes({ pool: db.pool });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await wakes.close();
  await live.close();
  await scene.close();
});

type Entry = { socket: Socket; told: string };

/** Tries to come in; `told` is `connect` or the refusal's words. */
function enter(headers: Record<string, string>, auth: object = {}): Promise<Entry> {
  const options = { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: headers, auth };
  const socket = io(base, options);
  sockets.push(socket);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve({ socket, told: 'connect' }));
    socket.once('connect_error', ({ message }) => resolve({ socket, told: message }));
  });
}

const asPage = ({ headers }: TestCaller) => ({ ...headers, ...(headers.origin ? { origin: base } : {}) });
const named = (name: string) => scene.callers.find((caller) => caller.name === name)!;
const come = async (name: string) => (await enter(asPage(named(name)))).socket;
const join = (socket: Socket, topic: unknown) => socket.timeout(10_000).emitWithAck('join', topic);
const missing = { ok: false, code: 'not_found' };
const malformed = { ok: false, code: 'invalid_request' };

test('everybody joins what the table of permissions says, and nobody else comes in', async () => {
  const wrong: string[] = [];
  for (const caller of scene.callers) {
    const { socket, told } = await enter(asPage(caller));
    if ((told === 'connect') !== (caller.sees !== null)) wrong.push(`${caller.name}: ${told}`);
    if (!caller.sees || told !== 'connect') continue;
    for (const [topic, permission] of Object.entries(topics)) {
      const answer = await join(socket, topicOf(topic, caller.sees.world.things.run));
      const expected = outcomeOf(permission, caller) === 'open' ? 'ok' : 'forbidden';
      const is = answer.ok ? 'ok' : answer.code;
      if (is !== expected) wrong.push(`${caller.name} ${topic}: ${is}, not ${expected}`);
    }
    socket.disconnect();
  }
  expect(wrong).toEqual([]);
});

test('a cookie counts only for pages of this server; a key has no page', async () => {
  const { cookie = '' } = named('owner, session').headers;
  const { authorization = '' } = named('owner, key for admin').headers;
  for (const origin of [
    'https://elsewhere.example.org',
    'null',
    'file://',
    base.replace('http', 'ftp'),
    `${base}.example.org`,
  ])
    expect((await enter({ cookie, origin })).told, origin).not.toBe('connect');
  expect((await enter({ cookie, origin: base })).told).toBe('connect');
  expect((await enter({ authorization })).told).toBe('connect');
  expect((await enter({}, { key: authorization.slice('Bearer '.length) })).told).toBe('connect');
  for (const key of [{}, ['csk_x'], 1, null, '__proto__', { toString: 'csk' }, `${authorization.slice(7)} `.repeat(2)])
    expect((await enter({}, { key })).told).toBe('unauthenticated');
});

test('rooms of others are as missing as rooms of nothing, and silent', async () => {
  const { own, foreign, api } = scene;
  const socket = await come('owner, session');
  const heard: unknown[] = [];
  socket.onAny((event, message) => heard.push([event, message]));
  expect(await join(socket, 'workspace')).toEqual({ ok: true });
  for (const run of [foreign.things.run, crypto.randomUUID(), own.things.workflow, own.things.gate])
    expect(await join(socket, `run:${run}`), run).toEqual(missing);
  // Given by name, the rooms of Socket.IO itself are no topics.
  for (const room of [`workspace:${foreign.workspaceId}`, `workspace:${own.workspaceId}`, socket.id])
    expect(await join(socket, room), room).toEqual(malformed);

  const [theirs] = [foreign.people.owner];
  const mine = own.people.owner;
  await api.call('POST', '/api/v1/groups', { as: theirs, body: { name: 'Elsewhere' } });
  await api.call('POST', `/api/v1/runs/${foreign.things.run}/cancel`, { as: theirs, body: { reason: 'x' } });
  // What happens here afterwards is heard here: by then the other workspace's news would have come, too.
  await api.call('POST', '/api/v1/keys', { as: mine, body: { name: 'Here', scopes: ['read'] } });
  await expect.poll(() => JSON.stringify(heard), { timeout: 15_000 }).toContain('people');
  expect(JSON.stringify(heard)).not.toContain(foreign.things.run);
  expect(JSON.stringify(heard)).not.toContain(foreign.marker);
});

test('what is no topic is refused, and the connection goes on', async () => {
  const socket = await come('viewer, session');
  const { run } = scene.own.things;
  const odd: unknown[] = [
    '',
    'run:',
    `run:${run}/../x`,
    `run:${run}\0`,
    `RUN:${run}`,
    ` run:${run}`,
    `run:${'x'.repeat(65)}`,
  ];
  odd.push(
    '__proto__',
    'constructor',
    'run:__proto__/x',
    null,
    1,
    true,
    [],
    ['workspace'],
    {},
    { toString: 'workspace' },
  );
  odd.push(JSON.parse('{"__proto__":"workspace"}'), new Uint8Array([1, 2]), [`run:${run}`], { run });
  for (const topic of odd) expect(await join(socket, topic), JSON.stringify(topic)).toEqual(malformed);
  for (const key of ['run:__proto__', 'run:constructor', 'run:toString'])
    expect(await join(socket, key)).toEqual(missing);
  expect(await join(socket, `run:${run}`)).toEqual({ ok: true });
});

test('words that are none are not heard: no answer, no effect, no end', async () => {
  const socket = await come('viewer, session');
  const words = [
    'emit',
    'to',
    'changed',
    'events',
    'log',
    'subscribe',
    'JOIN',
    '__proto__',
    'constructor',
    'hasOwnProperty',
  ];
  const answers = words.map((word) =>
    socket
      .timeout(300)
      .emitWithAck(word, 'workspace')
      .then(
        () => word,
        () => null,
      ),
  );
  expect(await Promise.all(answers)).toEqual(words.map(() => null));
  // Without an acknowledgement, with too many parts, with bytes: `join` and `leave` shrug.
  socket.emit('join');
  socket.emit('join', 'workspace', 'not a function', 'more');
  socket.emit('leave', { topic: 'workspace' });
  socket.emit('leave', new Uint8Array(100));
  expect(await join(socket, 'workspace')).toEqual({ ok: true });
  expect(socket.connected).toBe(true);
});

test('nobody says what only the server says', async () => {
  const [one, other] = [await come('owner, session'), await come('admin, session')];
  const heard: unknown[] = [];
  other.on('changed', (message) => heard.push(message));
  for (const socket of [one, other]) await join(socket, 'workspace');
  one.emit('changed', { type: 'changed', what: ['forged'] });
  one.emit('events', { type: 'events', runId: scene.own.things.run, fromSeq: 1, events: ['forged'] });
  await scene.api.call('POST', '/api/v1/groups', { as: scene.own.people.owner, body: { name: 'Heard' } });
  await expect.poll(() => JSON.stringify(heard), { timeout: 15_000 }).toContain('people');
  expect(JSON.stringify(heard)).not.toContain('forged');
});

test('a flood is bounded: topics a connection, bytes a message, and others are served meanwhile', async () => {
  const [flood, calm] = [await come('owner, session'), await come('reviewer, session')];
  const { run } = scene.own.things;
  const asked = Array.from({ length: 500 }, (_, index) => join(flood, index % 2 ? `run:${run}` : `run:none-${index}`));
  expect(await join(calm, `run:${run}`)).toEqual({ ok: true });
  const answers = await Promise.all(asked);
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify({ ok: true }), JSON.stringify(missing)]),
  );
  const ended = new Promise((resolve) => flood.once('disconnect', resolve));
  flood.emit('join', 'x'.repeat(200 * 1024));
  expect(await ended).toMatch(/transport/);
  expect(await join(calm, 'workspace')).toEqual({ ok: true });
});
