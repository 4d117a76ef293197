import { expect, journey } from './harness/journey.ts';
import { lines, raw } from './harness/raw.ts';
import { ask, expectNothing, furniture, mark } from './harness/stranger.ts';

/** Walking around the doors of the built product: whatever a request pretends, a stranger is a stranger. */

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
