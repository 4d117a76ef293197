import type { KeyView } from '#lib/contracts/people.ts';
import { type Permission, type Role, roleMay, roleNames } from '#lib/domain/access/permissions.ts';
import { calls, handlers, pages, probePaths } from '../test/doors/listed.ts';
import { Api } from './harness/api.ts';
import { expect, journey } from './harness/journey.ts';
import { addPerson, cookieOf, type Person } from './harness/people.ts';
import type { Product } from './harness/product.ts';
import { header, lines, type RawAnswer, raw } from './harness/raw.ts';

/** Walking around the doors of the built product: whatever a request pretends, a stranger is a stranger. */

const mark = 'NOT-FOR-STRANGERS';
const nowhere = '00000000-0000-4000-8000-000000000000';
const at = (path: string) => path.replaceAll(/\[\w+\]|\{\w+\}/g, nowhere);
const closed = Object.keys(pages).filter((page) => pages[page] === 'known');

/** A workspace in which every text tells whose it is. */
async function furnish(product: Product): Promise<{ owner: Api; run: string; workflow: string }> {
  const owner = new Api(product.url, product.adminKey);
  await owner.patch('/workspace', { name: `Workspace ${mark}` });
  const made = await owner.publish(
    `name: Workflow ${mark}\ndescription: ${mark}\nsteps:\n  - { id: one, kind: template, with: { template: "${mark}" } }\n`,
  );
  const { id } = await owner.start(made.id);
  await owner.run(id, ({ status }) => status === 'succeeded');
  return { owner, run: id, workflow: made.id };
}

let furnished: ReturnType<typeof furnish> | undefined;
const furniture = (product: Product) => {
  furnished ??= furnish(product);
  return furnished;
};

/** A stranger was told nothing: turned away, sent to the sign-in of this very server, or not understood. */
function expectNothing(answer: RawAnswer, url: string, what: string): void {
  const { status, body } = answer;
  expect.soft(body.includes(mark), `${what} shows what is inside`).toBe(false);
  expect.soft(status, what).toBeLessThan(500);
  if (status >= 300 && status < 400) {
    // An address written another way is first sent to the same one written as usual.
    const to = header(answer, 'location') ?? '';
    expect.soft(new URL(to, url).origin, `${what} leads to ${to}`).toBe(url);
    return;
  }
  if (status === 0 || status >= 400 || status === 204) return;
  // What is left is empty, or a page that is for everybody.
  expect.soft(body, `${what}: ${status}`).toMatch(/^\s*$|Sign in · Countersign/);
}

/** Asks, and goes where the server sends it, with the same headers: as far as the sign-in, three times at most. */
async function ask(url: string, method: string, path: string, headers: readonly (readonly [string, string])[] = []) {
  let answer = await raw(url, lines(url, `${method} ${path}`, headers));
  for (let turn = 0; turn < 3 && answer.status >= 300 && answer.status < 400; turn++) {
    const to = new URL(header(answer, 'location') ?? '', url);
    if (to.origin !== url || /^\/(sign-in|api\/auth)/.test(to.pathname)) break;
    answer = await raw(url, lines(url, `${method} ${to.pathname}${to.search}`, headers));
  }
  return answer;
}

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

const tree = (path: string) => {
  const leaf: unknown = ['__PAGE__', {}, null, null];
  const parts = path.split('/').filter(Boolean);
  const inner = parts.reduceRight<unknown>((child, part) => [part, { children: child }, null, null], leaf);
  return encodeURIComponent(
    JSON.stringify(['', { children: ['(app)', { children: inner }, null, null] }, null, null, 0]),
  );
};

/** What requests have pretended elsewhere to be let past a check. */
const pretences = (path: string): (readonly [string, string])[][] => [
  ...['middleware', 'src/middleware', 'pages/_middleware', 'middleware:middleware:middleware:middleware:middleware']
    .concat('src/middleware:src/middleware:src/middleware:src/middleware:src/middleware', '1', 'proxy')
    .map((value) => [['x-middleware-subrequest', value] as const]),
  [['x-middleware-prefetch', '1']],
  [['x-middleware-next', '1']],
  [
    ['x-middleware-rewrite', path],
    ['x-middleware-override-headers', 'cookie'],
  ],
  [['x-nextjs-data', '1']],
  [['RSC', '1']],
  [
    ['RSC', '1'],
    ['next-router-prefetch', '1'],
  ],
  [
    ['RSC', '1'],
    ['next-router-prefetch', '1'],
    ['next-router-segment-prefetch', '/_tree'],
  ],
  [
    ['RSC', '1'],
    ['next-router-segment-prefetch', '/__PAGE__'],
  ],
  [
    ['RSC', '1'],
    ['next-router-state-tree', tree(path)],
    ['next-url', path],
  ],
  [
    ['RSC', '1'],
    ['next-router-state-tree', tree('/sign-in')],
  ],
  [
    ['RSC', '1'],
    ['next-router-state-tree', 'not json'],
  ],
  [
    ['next-action', '0'.repeat(42)],
    ['content-type', 'text/plain'],
  ],
  [
    ['x-forwarded-host', 'elsewhere.example.org'],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-for', '127.0.0.1'],
  ],
  [
    ['forwarded', 'for=127.0.0.1;host=elsewhere.example.org'],
    ['x-real-ip', '127.0.0.1'],
  ],
  [
    ['x-countersign-address', '127.0.0.1'],
    ['x-countersign-path', '/sign-in'],
  ],
  [
    ['x-original-url', '/sign-in'],
    ['x-rewrite-url', '/sign-in'],
  ],
  [
    ['x-http-method-override', 'GET'],
    ['x-method-override', 'GET'],
  ],
  [
    ['x-invoke-path', path],
    ['x-invoke-status', '200'],
    ['x-invoke-output', path],
    ['x-matched-path', path],
  ],
  [
    ['x-now-route-matches', '1=a'],
    ['x-vercel-sc-host', 'x'],
  ],
  [['host', 'elsewhere.example.org']],
  [['host', '127.0.0.1:1@elsewhere.example.org']],
  [['authorization', 'Bearer null']],
  [
    ['cookie', 'countersign.session='],
    ['cookie', 'countersign.session=x'],
  ],
  [
    ['purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
  ],
  [['x-prerender-revalidate', 'x']],
  [
    ['x-next-revalidated-tags', 'x'],
    ['x-nextjs-postponed', '1'],
    ['next-resume', '1'],
  ],
];

journey('no header opens a page or a call', async ({ product }) => {
  const { run, workflow } = await furniture(product);
  const { url } = product;
  const insides = ['/', `/runs/${run}`, `/workflows/${workflow}`, '/settings/members', '/record'];
  for (const path of insides)
    for (const pretence of pretences(path))
      for (const method of pretence.some(([name]) => name === 'next-action') ? ['POST'] : ['GET', 'HEAD']) {
        const answer = await ask(url, method, path, pretence);
        // Next would read this state, and leave out the layout that the browser says it has.
        if (pretence.some(([name]) => name === 'next-url')) expect(answer.status, path).not.toBe(400);
        if (method !== 'HEAD') expectNothing(answer, url, `${method} ${path} ${JSON.stringify(pretence)}`);
        else expect(answer.status, `HEAD ${path} ${JSON.stringify(pretence)}`).not.toBe(500);
      }
  for (const path of ['/api/v1/me', '/api/v1/runs', `/api/v1/runs/${run}`, '/api/v1/audit/export'])
    for (const pretence of pretences(path)) {
      const answer = await ask(url, 'GET', path, pretence);
      expect([400, 401], `${path} ${JSON.stringify(pretence)}: ${answer.status}`).toContain(answer.status);
      expect(answer.body).not.toContain(mark);
    }
});

/** Other ways to write an address. */
const spellings = (path: string): string[] => [
  `/${path}`,
  `/.${path}`,
  `/x/..${path}`,
  `/sign-in/..${path}`,
  `/sign-in/%2e%2e${path}`,
  `/sign-in/..%2f${path.slice(1)}`,
  `/sign-in/..;${path}`,
  `${path}/`,
  `${path}//`,
  `${path}/.`,
  `${path};a=b`,
  `${path}%20`,
  `${path}%00`,
  `${path}%0d%0aX:1`,
  `${path}.json`,
  `${path}.rsc`,
  `${path}.txt`,
  `${path}.segments/_tree.segment.rsc`,
  `${path}?_rsc=1`,
  `${path}?__nextDataReq=1`,
  `${path}?x-middleware-subrequest=middleware`,
  `${path}#/sign-in`,
  `${path}%23/sign-in`,
  `${path}%3fx`,
  path.toUpperCase(),
  path.replace(/\/(\w)/, (_, letter: string) => `/%${letter.charCodeAt(0).toString(16)}`),
  path.replace(/^\//, '/%2f'),
  path.replace(/^\//, '/%5c'),
  path.replace(/^\//, '/\\'),
  path.replace(/^\//, '/%c0%af'),
  path.replace(/^\//, '/%e0%80%af'),
  path.replace(/^\//, '/%252f'),
  `/_next/data/build${path}.json`,
  `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`,
  `/_next/../${path.slice(1)}`,
  `/_next/static/..${path}`,
  `/api/auth/..${path}`,
  `/api/auth/..%2f..${path}`,
  `/_next/static/..%2f..${path}`,
  `/en${path}`,
];

journey('no spelling of an address and no method opens a page or a call', async ({ product }) => {
  const { run, workflow } = await furniture(product);
  const { url } = product;
  const insides = [`/runs/${run}`, `/workflows/${workflow}`, '/settings/members', '/api/v1/runs', '/api/v1/me'];
  for (const path of insides)
    for (const spelling of spellings(path)) {
      expectNothing(await ask(url, 'GET', spelling), url, `GET ${spelling}`);
      expectNothing(await ask(url, 'GET', spelling, [['RSC', '1']]), url, `RSC ${spelling}`);
    }
  for (const path of insides) {
    for (const method of [
      'OPTIONS',
      'TRACE',
      'CONNECT',
      'PROPFIND',
      'PATCH',
      'PUT',
      'DELETE',
      'POST',
      'QUERY',
      'get',
      'X',
    ])
      expectNothing(await raw(url, lines(url, `${method} ${path}`)), url, `${method} ${path}`);
    for (const target of [
      `${url}${path}`,
      `http://elsewhere.example.org${path}`,
      `//elsewhere.example.org${path}`,
      '*',
    ])
      expectNothing(await raw(url, lines(url, `GET ${target}`)), url, `GET ${target}`);
    // Two requests in one, by the quarrel about where the first one ends.
    const twice: [string, string][] = [
      ['Content-Length', '4'],
      ['Transfer-Encoding', 'chunked'],
    ];
    const inner = `0\r\n\r\nGET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
    expectNothing(await raw(url, lines(url, 'POST /api/v1/validate', twice, inner)), url, `smuggled ${path}`);
  }
});

journey('what is open to strangers says nothing of the inside', async ({ product }) => {
  await furniture(product);
  const { url } = product;
  const open = [
    ...Object.keys(pages).filter((page) => pages[page] !== 'known'),
    ...Object.keys(handlers).map((address) => address.replace(/\[\.\.\.\w+\]/, 'session')),
    ...Object.keys(probePaths),
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
