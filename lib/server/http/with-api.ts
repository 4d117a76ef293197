import { send } from './answer.ts';
import { apiRequest } from './api-request.ts';
import type { Listener } from './front.ts';
import type { Router } from './router.ts';

/** Everything below `/api`, but what next-auth answers. */
export const isApi = (path: string) => path === '/api' || (path.startsWith('/api/') && !path.startsWith('/api/auth/'));

/**
 * Answers the calls of the API before the pages' router, which would cost several times what most of them do; everything
 * else goes on to it. Each call finds out by itself who asks.
 */
export function withApi(route: Router, next: Listener): Listener {
  return async (request, response) => {
    const given = apiRequest(request);
    if (!isApi(given.path)) return next(request, response);
    const answer = await route(given, given.headers.get('x-request-id')!);
    await send(response, answer, given.method === 'HEAD');
  };
}
