import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../test/api.ts';

/** Everywhere and for everything that lets somebody in. */
const withinMs = 5000;

let api: TestApi;
let other: ChildProcess;
let base: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  api = await openApi();
  other = fork(new URL('./fixture/other-web.ts', import.meta.url), {
    env: { ...process.env, DATABASE_URL: api.db.url },
  });
  const [{ port }] = await once(other, 'message');
  base = `http://127.0.0.1:${port}`;
}, 30_000);
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  other.kill();
  await api.close();
});

type Ticket = { cookie: string } | { authorization: string };

const status = async (ticket: Ticket) => (await fetch(`${base}/api/v1/me`, { headers: ticket })).status;

/** Comes in at the other process, by HTTP and by socket; answers when each of both was over, in ms after `end` was done. */
async function lastsAfter(ticket: Ticket, end: () => Promise<unknown>): Promise<{ http: number; socket: number }> {
  const socket = io(base, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: ticket });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  expect(await status(ticket)).toBe(200);
  let dropped: number | undefined;
  socket.once('disconnect', () => {
    dropped = performance.now();
  });
  await end();
  const ended = performance.now();
  let refused: number | undefined;
  await expect
    .poll(
      async () => {
        if (refused === undefined && (await status(ticket)) === 401) refused = performance.now();
        return refused !== undefined && dropped !== undefined;
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(true);
  return { http: refused! - ended, socket: dropped! - ended };
}

const sql = (text: string, id: string) => api.db.pool.query(text, [id]);
const cookieOf = ({ cookie }: TestPerson): Ticket => ({ cookie });

test.each<[string, () => Promise<[Ticket, () => Promise<unknown>]>]>([
  [
    'a session that its person revokes',
    async () => {
      const person = await api.person('viewer');
      return [cookieOf(person), () => api.call('DELETE', `/api/v1/sessions/${person.sessionId}`, { as: person })];
    },
  ],
  [
    'a session that ends by itself',
    async () => {
      const person = await api.person('viewer');
      return [
        cookieOf(person),
        () => sql('UPDATE user_session SET expires_at = now() WHERE id = $1', person.sessionId),
      ];
    },
  ],
  [
    'a member who is removed',
    async () => {
      const [owner, person] = [await api.person('owner'), await api.person('viewer')];
      return [cookieOf(person), () => api.call('DELETE', `/api/v1/members/${person.memberId}`, { as: owner })];
    },
  ],
  [
    'an API key that is revoked',
    async () => {
      const owner = await api.person('owner');
      const key = await api.key(owner, ['read']);
      const { body } = await api.call('GET', '/api/v1/keys', { as: owner });
      const { id } = body.items.find(({ memberId }: { memberId: string }) => memberId === owner.memberId);
      return [{ authorization: `Bearer ${key}` }, () => api.call('DELETE', `/api/v1/keys/${id}`, { as: owner })];
    },
  ],
  [
    'an API key that expires',
    async () => {
      const owner = await api.person('owner');
      const key = await api.key(owner, ['read']);
      const expire = () => sql('UPDATE api_key SET expires_at = now() WHERE member_id = $1', owner.memberId);
      return [{ authorization: `Bearer ${key}` }, expire];
    },
  ],
])(
  '%s is refused in another process, and its connection dropped, within 5 s',
  async (_, arrange) => {
    const [ticket, end] = await arrange();
    const lasted = await lastsAfter(ticket, end);
    expect(lasted.http).toBeLessThan(withinMs);
    expect(lasted.socket).toBeLessThan(withinMs);
  },
  30_000,
);
