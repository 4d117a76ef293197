import { readiness } from '#lib/server/queries/readiness.ts';
import type { Listener } from './front.ts';
import { apiHeaders } from './security-headers.ts';

/** `/health`: this process lives. `/ready`: it can work; 503 and what is missing, else. */
export const probes = {
  '/health': async () => ({ status: 'ok' }),
  '/ready': ready,
} as const satisfies Record<string, () => Promise<{ status: string }>>;

const isProbe = (path: string): path is keyof typeof probes => Object.hasOwn(probes, path);

/** Answers the probes before the pages' router, which may be what is broken; everything else goes on to it. */
export function withProbes(next: Listener): Listener {
  return async (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (!isProbe(path)) return next(request, response);
    const body = await probes[path]();
    const readable = request.method === 'GET' || request.method === 'HEAD';
    const status = readable ? (body.status === 'ok' ? 200 : 503) : 405;
    response.writeHead(status, {
      ...apiHeaders,
      'content-type': 'application/json',
      ...(readable ? {} : { allow: 'GET, HEAD' }),
    });
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
  };
}

async function ready() {
  const checks = await readiness();
  return { status: Object.values(checks).every((check) => check === 'ok') ? 'ok' : 'unavailable', checks };
}
