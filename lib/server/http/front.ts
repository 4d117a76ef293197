import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ServerConfig } from '#lib/server/config.ts';
import { log } from '#lib/server/log.ts';
import { newNonce, pagePolicy, policyFor } from './content-policy.ts';
import { senderOf, trustedProxies } from './forwarded.ts';
import { readsRouterState } from './router-state.ts';
import { httpsHeaders, securityHeaders } from './security-headers.ts';

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Others (TRACE, PROPFIND) mean nothing here, and Next answers 500 to some of them. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * The HTTP server before everything else: each request gets an id and the sender's address (what a stranger claims in
 * these headers is taken out), each answer the security headers and a line in the log. `dev`: Next's development server
 * answers, whose pages need more than ours.
 */
export function createFront(config: ServerConfig, answer: Listener, { dev = false } = {}): Server {
  const isTrusted = trustedProxies(config.trustedProxies);
  const always = { ...securityHeaders, ...(config.url.startsWith('https:') ? httpsHeaders : {}) };
  // Proxies keep idle connections for a minute: with a shorter time here, some request would meet one that just closes.
  const times = { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 75_000 };
  const server = createServer(times, (request, response) => {
    const startedAt = performance.now();
    const { headers } = request;
    const { address, host, protocol } = senderOf(request, isTrusted, config.url);
    const requestId = idOf(headers['x-request-id']);
    headers['x-request-id'] = requestId;
    headers['x-countersign-address'] = address;
    headers['x-countersign-path'] = request.url;
    headers.host = host;
    headers['x-forwarded-host'] = host;
    headers['x-forwarded-proto'] = protocol;
    headers['x-forwarded-for'] = address;
    // From this request header Next takes the nonce for what it writes into the page.
    const page = pagePolicy(newNonce(), dev);
    headers['content-security-policy'] = page;
    // There is no middleware, and nobody outside speaks for one.
    for (const name of Object.keys(headers)) if (name.startsWith('x-middleware-')) delete headers[name];
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
    response.setHeader('x-request-id', requestId);
    nameItsPolicy(response, page);
    response.on('finish', () => {
      const { statusCode: status } = response;
      log()[status >= 500 ? 'error' : 'debug'](
        {
          requestId,
          method: request.method,
          path: shown(request.url),
          status,
          ms: Math.round(performance.now() - startedAt),
        },
        'answered',
      );
    });
    if (!methods.includes(request.method ?? '')) {
      response.writeHead(405, { allow: methods.join(', '), 'content-type': 'text/plain; charset=utf-8' });
      response.end('This server does not know that method.\n');
      return;
    }
    if (!isReadable(request.url) || !readsRouterState(headers['next-router-state-tree'])) {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('This request cannot be read.\n');
      return;
    }
    answer(request, response).catch((error: unknown) => {
      log().error({ err: error, requestId }, 'A request failed unexpectedly');
      if (response.headersSent) return void response.destroy();
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('The server failed. This was logged.\n');
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  return server;
}

/**
 * Gives the answer a policy as its head is written: what it is is known only then, and Next keeps back a header of a
 * route (the `sandbox` of a file) where one of that name is set already.
 */
function nameItsPolicy(response: ServerResponse, page: string): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (...given: unknown[]) => {
    if (!response.hasHeader('content-security-policy')) {
      const type = String(response.getHeader('content-type') ?? '');
      response.setHeader('content-security-policy', policyFor(type, page));
    }
    return writeHead(...given);
  };
}

const idOf = (given: string | string[] | undefined) =>
  typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();

/** Links that let somebody in are not written down. */
const shown = (url = '') =>
  url.replace(/\?.*$/, '').replace(/(\/(?:invitations|password-resets|reset-password)\/)[^/]+/, '$1…');

/** An address whose escapes decode; the router would answer 500 to another one. */
function isReadable(url = ''): boolean {
  try {
    const { pathname } = new URL(url, 'http://host');
    decodeURIComponent(pathname);
    return url.startsWith('/') && !url.startsWith('//');
  } catch {
    return false;
  }
}
