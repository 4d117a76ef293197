import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../test/api.ts';
import { behindSignIn } from './behind-sign-in.ts';
import { openPages } from './open-pages.ts';

let api: TestApi;
let server: Server;
let base: string;
let person: TestPerson;
const isOpen = openPages(join(import.meta.dirname, '../../..'));

beforeAll(async () => {
  api = await openApi();
  const answer = behindSignIn(async (_request, response) => void response.end('the page'), isOpen);
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  person = await api.person('viewer');
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await api.close();
});

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(base + path, { method, headers, redirect: 'manual' });

test('an empty installation leads to its set-up, one with an owner to the sign-in and back', async () => {
  expect((await ask('/runs')).headers.get('location')).toBe('/set-up');
  await api.db.pool.query('INSERT INTO installation (id, setup_done_at) VALUES (1, now())');
  await api.person('owner');
  const to = async (path: string) => (await ask(path)).headers.get('location');
  expect(await to('/')).toBe('/sign-in');
  expect(await to('/?_rsc=abc')).toBe('/sign-in');
  expect(await to('/runs/1?tab=log&_rsc=abc')).toBe(`/sign-in?callbackUrl=${encodeURIComponent('/runs/1?tab=log')}`);
});

test('a page opens by a session, not by a key, and not for a payload alone', async () => {
  expect(await (await ask('/runs', { cookie: person.cookie })).text()).toBe('the page');
  const key = await api.key(person, ['admin']);
  expect((await ask('/runs', { authorization: `Bearer ${key}` })).status).toBe(307);
  const pretending: Record<string, string>[] = [{ RSC: '1' }, { RSC: '1', 'next-router-prefetch': '1' }];
  for (const headers of [...pretending, { cookie: 'countersign.session=x' }])
    expect((await ask('/runs', headers)).status).toBe(307);
  expect((await ask('/runs', {}, 'POST')).status).toBe(401);
});

test('what is for everybody is open, and only in its plain spelling', () => {
  for (const path of [
    '/sign-in',
    '/set-up',
    '/invitations/abc_d-e',
    '/reset-password/abc_d-e',
    '/forgot-password',
    '/api/auth/csrf',
  ])
    expect(isOpen(path), path).toBe(true);
  for (const path of ['/icon.svg', '/_next/static/chunks/a.js']) expect(isOpen(path), path).toBe(true);
  const closed = [
    '/',
    '/runs',
    '/sign-in/x',
    '/sign-inx',
    '/SIGN-IN',
    '/invitations',
    '/invitations/a/b',
    '/_next',
    '/api',
  ];
  closed.push(
    '/_next/../runs',
    '/_next/%2e%2e/runs',
    '/api/auth/..%2f..%2fruns',
    '/sign-in//',
    '//sign-in',
    '/_next/\\runs',
  );
  for (const path of closed) expect(isOpen(path), path).toBe(false);
});
