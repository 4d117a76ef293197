import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLogStore } from '#lib/storage/logs.ts';
import { createWakes, type Wakes } from '#lib/storage/wake.ts';
import { openApi, type TestApi, type TestPerson } from '../../../test/api.ts';
import { type LiveServer, openLiveServer } from './live-server.ts';

let api: TestApi;
let http: Server;
let live: LiveServer;
let wakes: Wakes;
let base: string;
let owner: TestPerson;
let key: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  api = await openApi();
  http = createServer();
  live = openLiveServer(http, { url: api.db.url, dev: false });
  wakes = createWakes({ pool: api.db.pool });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  owner = await api.person('owner');
  key = await api.key(owner, ['admin']);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await wakes.close();
  await live.close();
  await api.close();
});

function connect(headers: Record<string, string>, auth: object = {}): Socket {
  const socket = io(base, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
    auth,
  });
  sockets.push(socket);
  return socket;
}

/** Resolves with what the event brought, or with the refusal's words. */
const once = <T = unknown>(socket: Socket, event: string): Promise<T> =>
  new Promise((resolve) => socket.once(event, (told: T) => resolve(told)));

async function entered(person: TestPerson): Promise<Socket> {
  const socket = connect({ cookie: person.cookie, origin: base });
  await once(socket, 'connect');
  return socket;
}

async function startedRun(): Promise<string> {
  const spec = { name: 'live', steps: [{ id: 'one', kind: 'transform', with: { expression: '1' } }] };
  const { body: workflow } = await api.call('POST', '/api/v1/workflows', { key, body: { spec } });
  const { status, body } = await api.call('POST', `/api/v1/workflows/${workflow.id}/runs`, { key, body: {} });
  expect(status).toBe(201);
  return body.id;
}

test('a stranger and another site are turned away', async () => {
  expect(await once<Error>(connect({}), 'connect_error')).toMatchObject({ message: 'unauthenticated' });
  await once(connect({ cookie: owner.cookie, origin: 'https://elsewhere.example.org' }), 'connect_error');
});

test('a program comes in with a key', async () => {
  await once(connect({}, { key }), 'connect');
  expect(await once<Error>(connect({}, { key: 'csk_wrong' }), 'connect_error')).toMatchObject({
    message: 'unauthenticated',
  });
});

test('who joined the workspace hears that people changed, and who joined another hears nothing', async () => {
  const [socket, stranger] = [
    await entered(owner),
    await entered(await api.person('owner', { workspaceId: await api.workspace() })),
  ];
  for (const each of [socket, stranger]) expect(await each.emitWithAck('join', 'workspace')).toEqual({ ok: true });
  // A server whose line to the database has just come up tells everybody to look at everything; that is no news.
  const news = (of: typeof socket) => {
    const said: string[][] = [];
    of.on('changed', ({ what }: { what: string[] }) => {
      if (!what.includes('runs')) said.push(what);
    });
    return said;
  };
  const [told, overheard] = [news(socket), news(stranger)];
  await api.call('POST', '/api/v1/groups', { key, body: { name: 'live' } });
  await expect.poll(() => told).toEqual([['people', 'record']]);
  expect(overheard).toEqual([]);
});

test('a topic that cannot be, and a run of another workspace, are not joined', async () => {
  const runId = await startedRun();
  const stranger = await entered(await api.person('owner', { workspaceId: await api.workspace() }));
  expect(await stranger.emitWithAck('join', `run:${runId}`)).toEqual({ ok: false, code: 'not_found' });
  for (const topic of ['run:', 'all', { run: runId }, null])
    expect(await stranger.emitWithAck('join', topic)).toEqual({ ok: false, code: 'invalid_request' });
});

test('who joined a run is sent its events without a gap, until leaving', async () => {
  const runId = await startedRun();
  const socket = await entered(owner);
  expect(await socket.emitWithAck('join', `run:${runId}`)).toEqual({ ok: true });
  const before = await api.call('GET', `/api/v1/runs/${runId}/events`, { key });
  const told = once<{ fromSeq: number; events: { seq: number; type: string }[] }>(socket, 'events');
  await api.call('POST', `/api/v1/runs/${runId}/cancel`, { key, body: { reason: 'enough' } });
  const { fromSeq, events } = await told;
  expect(fromSeq).toBe(before.body.items.at(-1).seq + 1);
  const all = await api.call('GET', `/api/v1/runs/${runId}/events`, { key });
  expect(events).toEqual(all.body.items.filter(({ seq }: { seq: number }) => seq >= fromSeq));
  socket.emit('leave', `run:${runId}`);
  expect(await socket.emitWithAck('join', `run:${runId}`)).toEqual({ ok: true });
});

test('lines are sent while the step still runs', async () => {
  const runId = await startedRun();
  await api.db.pool.query(
    `INSERT INTO run_step (run_id, step_id, status, phase, attempt) VALUES ($1, 'one', 'running', 'running', 1)
     ON CONFLICT (run_id, step_id) DO UPDATE SET status = 'running', attempt = 1`,
    [runId],
  );
  const socket = await entered(owner);
  await socket.emitWithAck('join', `run:${runId}`);
  const logs = createLogStore({
    pool: api.db.pool,
    onStored: (runs) => wakes.printed(runs.map((each) => ({ runId: each }))),
  });
  const sink = logs.open({ workspaceId: api.workspaceId, runId, stepId: 'one', attempt: 1 });
  const first = once(socket, 'log');
  sink.write({ stream: 'stdout', text: 'hello\n' });
  expect(await first).toMatchObject({ runId, step: 'one', attempt: 1, chunks: [{ chunk: 0, text: 'hello\n' }] });
  const second = once(socket, 'log');
  sink.write({ stream: 'stderr', text: 'again\n' });
  expect(await second).toMatchObject({ chunks: [{ chunk: 1, stream: 'stderr', text: 'again\n' }] });
  await sink.flush();
});

test('a revoked session loses its connection', async () => {
  const person = await api.person('viewer');
  const socket = await entered(person);
  const lost = once(socket, 'disconnect');
  await api.call('DELETE', `/api/v1/sessions/${person.sessionId}`, { as: person });
  expect(await lost).toBe('io server disconnect');
});

test('who is removed from the workspace loses the connection, also with another workspace to be in', async () => {
  const person = await api.person('viewer');
  const other = await api.workspace();
  await api.db.pool.query(`INSERT INTO member (id, workspace_id, user_id, role) VALUES ($1, $2, $3, 'viewer')`, [
    `other ${person.memberId}`,
    other,
    person.userId,
  ]);
  const socket = await entered(person);
  const lost = once(socket, 'disconnect');
  await api.call('DELETE', `/api/v1/members/${person.memberId}`, { key });
  expect(await lost).toBe('io server disconnect');
});
