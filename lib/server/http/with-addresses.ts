import { Answer, send } from './answer.ts';
import type { Listener } from './front.ts';
import { apiHeaders } from './security-headers.ts';

const readable = ['GET', 'HEAD'];

/** Answers these addresses, which are only read, before the pages' router, which may be what is broken. */
export function withAddresses(answers: Readonly<Record<string, () => Promise<Answer>>>, next: Listener): Listener {
  const known = new Map(Object.entries(answers));
  return async (request, response) => {
    const make = known.get(request.url?.split('?', 1)[0] ?? '');
    if (!make) return next(request, response);
    const reads = readable.includes(request.method ?? '');
    await send(response, reads ? await make() : notRead, request.method === 'HEAD');
  };
}

const notRead = new Answer(405, { ...apiHeaders, allow: readable.join(', ') }, null);
