import { refuse } from '#lib/server/refusal.ts';
import { Answer } from './answer.ts';
import type { ApiRequest } from './api-request.ts';
import type { Handler } from './handle.ts';
import { errorAnswer } from './problem.ts';
import type { Method } from './route.ts';
import { apiHeaders } from './security-headers.ts';

/** One part of an address: what follows it by its very name, what follows under any name, and the calls that end here. */
interface Place {
  named: Map<string, Place>;
  any: Place | null;
  calls: Map<Method, { handler: Handler; names: readonly string[] }>;
}

const newPlace = (): Place => ({ named: new Map(), any: null, calls: new Map() });

export type Router = (request: ApiRequest, requestId: string) => Promise<Answer>;

/**
 * Finds the call an address and a method mean, by the path each handler's route says. A very name goes before `{any}`
 * (`/approvals/bulk` is no id). An address of no call is 404; one without that method 405 with `Allow`. HEAD is answered
 * like GET. Throws where two handlers claim the same call.
 */
export function router(handlers: readonly Handler[]): Router {
  const root = newPlace();
  for (const handler of handlers) place(root, handler);
  return async (request, requestId) => {
    const given: string[] = [];
    const found = walk(root, request.path.split('/').slice(1), given);
    if (!found) return errorAnswer(unknown(request.path), requestId);
    const { calls } = found;
    const allow = [...calls.keys(), ...(calls.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    if (request.method === 'OPTIONS') return new Answer(204, { ...apiHeaders, 'x-request-id': requestId, allow }, null);
    const call = calls.get((request.method === 'HEAD' ? 'GET' : request.method) as Method);
    if (!call)
      return errorAnswer(refuse('method_not_allowed', { detail: `Here: ${allow}.`, headers: { allow } }), requestId);
    const params = Object.fromEntries(call.names.map((name, index) => [name, given[index]!]));
    return call.handler(request, params, requestId);
  };
}

function place(root: Place, handler: Handler): void {
  const { method, path } = handler.route;
  const names: string[] = [];
  let at = root;
  for (const part of path.split('/').slice(1)) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      const next = at.named.get(part) ?? newPlace();
      at.named.set(part, next);
      at = next;
    } else {
      names.push(name);
      at.any ??= newPlace();
      at = at.any;
    }
  }
  if (at.calls.has(method)) throw new Error(`${method} ${path} has two handlers`);
  at.calls.set(method, { handler, names });
}

/** The place these parts lead to, what stood for its names put into `given`; null when they lead nowhere. */
function walk(at: Place, parts: readonly string[], given: string[], depth = 0): Place | null {
  if (depth === parts.length) return at.calls.size > 0 ? at : null;
  const part = parts[depth]!;
  const named = at.named.get(part);
  const found = named && walk(named, parts, given, depth + 1);
  if (found) return found;
  const value = at.any && decoded(part);
  if (!at.any || !value) return null;
  given.push(value);
  const under = walk(at.any, parts, given, depth + 1);
  if (!under) given.pop();
  return under;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

const unknown = (path: string) =>
  refuse('not_found', {
    detail: 'The API has no such address.',
    fix: path.endsWith('/') ? 'Leave out the slash at its end.' : 'See /openapi.json.',
  });
