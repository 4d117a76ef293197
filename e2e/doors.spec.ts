import type { KeyView } from '#lib/contracts/people.ts';
import { type Permission, type Role, roleMay, roleNames } from '#lib/domain/access/permissions.ts';
import { calls, handlers, pages, plainAddresses } from '../test/doors/listed.ts';
import { expect, journey } from './harness/journey.ts';
import { addPerson, cookieOf, type Person } from './harness/people.ts';
import { header, lines, raw } from './harness/raw.ts';
import { at, closed, expectNothing, furniture, mark, nowhere } from './harness/stranger.ts';

/** The doors of the built product, asked over HTTP. */

journey('the built server asks everybody the same as its tests do', async ({ product }) => {
  const { owner } = await furniture(product);
  const people: [Role, Person, string][] = [];
  for (const role of roleNames) {
    const person = await addPerson(owner, { name: `doors ${role}`, email: `doors-${role}@example.org`, role });
    people.push([role, person, await cookieOf(product.url, person)]);
  }
  const gone = await addPerson(owner, { name: 'doors gone', email: 'doors-gone@example.org', role: 'owner' });
  const past = await cookieOf(product.url, gone);
  await owner.call('DELETE', `/members/${gone.id}`);
  const ended = await owner.post<KeyView>('/keys', { name: 'ended', scopes: ['admin'] });
  await owner.call('DELETE', `/keys/${ended.id}`);

  const strangers: [string, Record<string, string>][] = [
    ['a stranger', {}],
    ['a made-up key', { authorization: 'Bearer csk_nothing' }],
    ['a revoked key', { authorization: `Bearer ${ended.key}` }],
    ['the key of a removed member', { authorization: `Bearer ${gone.api.key}` }],
    ['the session of a removed member', { cookie: past, origin: product.url }],
    ['a cookie that is none', { cookie: 'countersign.session=x; countersign.workspace=x', origin: product.url }],
  ];
  const ask = async (name: string, headers: Record<string, string>) => {
    const [method = '', path = ''] = name.split(' ');
    const answer = await fetch(product.url + at(path), {
      method,
      headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      body: method === 'GET' ? undefined : '{}',
    });
    const text = await answer.text();
    const code = /"code":"(\w+)"/.exec(text)?.[1] ?? '';
    return { is: `${answer.status} ${code}`, code, status: answer.status };
  };
  const wrong: string[] = [];
  let cells = 0;
  for (const [name, door] of Object.entries(calls)) {
    if (typeof door === 'object') continue;
    for (const [who, headers] of strangers) {
      cells += 1;
      const { is } = await ask(name, headers);
      if (is !== '401 unauthenticated') wrong.push(`${who} ${name}: ${is}`);
    }
    for (const [role, person, cookie] of people)
      for (const via of ['session', 'key'] as const) {
        cells += 1;
        const headers: Record<string, string> =
          via === 'key' ? { authorization: `Bearer ${person.api.key}` } : { cookie, origin: product.url };
        const may = door === 'known' || (door === 'self' ? via === 'session' : roleMay(role, door as Permission));
        const { is, code, status } = await ask(name, headers);
        const passed = code !== 'forbidden' && code !== 'unauthenticated' && status < 500;
        if (passed !== may) wrong.push(`${role}, ${via} ${name}: ${is}`);
      }
  }
  expect(wrong, `${wrong.length} of ${cells} cells`).toEqual([]);
});

journey(
  'every page behind the sign-in sends a stranger there and back, and shows itself to every role',
  async ({ product }) => {
    const { owner, run, workflow } = await furniture(product);
    for (const page of closed) {
      const answer = await raw(product.url, lines(product.url, `GET ${at(page)}`));
      expect(answer.status, page).toBe(307);
      const to = new URL(header(answer, 'location') ?? '', product.url);
      expect([to.origin, to.pathname, to.searchParams.get('callbackUrl')], page).toEqual([
        product.url,
        '/sign-in',
        page === '/' ? null : at(page),
      ]);
      expectNothing(answer, product.url, page);
    }
    for (const role of roleNames) {
      const person = await addPerson(owner, { name: `pages ${role}`, email: `pages-${role}@example.org`, role });
      const cookie = await cookieOf(product.url, person);
      for (const page of closed) {
        const path = at(page).replace(nowhere, page.startsWith('/runs') ? run : workflow);
        const answer = await fetch(product.url + path, { headers: { cookie }, redirect: 'manual' });
        expect(answer.status, `${role} ${page}`).toBe(200);
        expect(await answer.text(), `${role} ${page}`).toContain(mark);
      }
    }
  },
);

journey('what is open to strangers says nothing of the inside', async ({ product }) => {
  await furniture(product);
  const { url } = product;
  const open = [
    ...Object.keys(pages).filter((page) => pages[page] !== 'known'),
    ...Object.keys(handlers).map((address) => address.replace(/\[\.\.\.\w+\]/, 'session')),
    ...Object.keys(plainAddresses),
    ...['csrf', 'providers', 'session', 'signin', 'signout', 'error', 'verify-request', '_log'].map(
      (name) => `/api/auth/${name}`,
    ),
    '/api/v1/setup',
    '/no/such/page',
    '/favicon.ico',
  ];
  for (const path of open) {
    const answer = await raw(url, lines(url, `GET ${at(path)}`));
    expect(answer.body, path).not.toContain(mark);
    expect(answer.status, path).toBeLessThan(500);
    const to = header(answer, 'location');
    if (to !== undefined) expect(new URL(to, url).origin, path).toBe(url);
  }
});
