import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { workspaceHeader } from '#lib/contracts/workspace-header.ts';
import type { Caller, Identity } from '#lib/server/auth/caller.ts';
import { actorOf } from '#lib/server/auth/caller.ts';
import { identify } from '#lib/server/auth/identify.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { readBody, readBytes } from './body.ts';
import { Once } from './once.ts';
import { isOwnOrigin } from './origin.ts';
import { errorResponse } from './problem.ts';
import type { Method, Route } from './route.ts';
import { apiHeaders } from './security-headers.ts';
import { validate } from './validate.ts';

/** Ids as this server makes them; anything else cannot name a thing that exists. */
const defaultParam = z.string().regex(/^[\w.-]{1,100}$/);

/** The names in braces of a path. */
type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

type Out<S, Otherwise> = S extends z.ZodType ? z.output<S> : Otherwise;
type In<S, Otherwise> = S extends z.ZodType ? z.input<S> : Otherwise;

/** What a handler is given: everything checked already. `caller` is null only on public routes. */
export interface Call<R extends Route> {
  caller: R['access'] extends 'public' ? Caller | null : Caller;
  params: Out<R['params'], Record<ParamNames<R['path']>, string>>;
  query: Out<R['query'], Record<string, never>>;
  body: Out<R['body'], undefined>;
  request: Request;
  address: string | null;
  requestId: string;
}

/** Without an answer in the registry what `fn` returns does not matter, unless it is a Response. */
type Answer<R extends Route> = R['answer'] extends z.ZodType ? In<R['answer'], never> | Response : unknown;

/** What Next hands over beside the request; an address without names in it has no params at all. */
export interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined> | undefined>;
}

/** A route handler as Next calls it; `route` lets a test hold the files against the registry. */
export interface Handler {
  (request: Request, context: RouteContext): Promise<Response>;
  route: Route;
}

/**
 * Makes a route's handler: finds the caller, asks `authorize`, reads and checks what was sent, replays an answer kept
 * under the Idempotency-Key, and turns whatever is thrown into problem+json. `fn` calls one command or query.
 */
export function handle<R extends Route>(given: R, fn: (call: Call<R>) => Promise<Answer<R>> | Answer<R>): Handler {
  const handler = async (request: Request, context: RouteContext): Promise<Response> => {
    const requestId = request.headers.get('x-request-id') ?? randomUUID();
    try {
      return await answerCall(given, fn, request, (await context.params) ?? {}, requestId);
    } catch (error) {
      return errorResponse(error, requestId);
    }
  };
  return Object.assign(handler, { route: given as Route });
}

async function answerCall<R extends Route>(
  given: R,
  fn: (call: Call<R>) => Promise<Answer<R>> | Answer<R>,
  request: Request,
  rawParams: Record<string, string | string[] | undefined>,
  requestId: string,
): Promise<Response> {
  const address = request.headers.get('x-countersign-address');
  const identity = await admit(given, request);
  const params = readParams(given, rawParams);
  const url = new URL(request.url);
  const query = given.query ? validate(given.query, readQuery(url), 'query') : {};
  const bytes = given.method === 'GET' ? new Uint8Array(0) : await readBytes(request);
  const body = given.body
    ? validate(given.body, readBody(given, bytes, request.headers.get('content-type')), 'body')
    : undefined;
  const status = given.status ?? (given.answer ? 200 : 204);
  const once = identity ? onceOf(given, identity, request, url, bytes, status) : null;
  const earlier = await once?.replay();
  if (earlier) return respond(earlier.status, earlier.body, requestId, { 'idempotent-replay': 'true' });
  const caller: Caller | null = identity && { ...identity, actor: actorOf(identity), address, requestId, once };
  // The types of `Call` follow from the very schemas that were just applied; TypeScript cannot see through `R`.
  const call = { caller, params, query, body, request, address, requestId } as unknown as Call<R>;
  try {
    const answer = await fn(call);
    if (answer instanceof Response) return decorate(answer, requestId);
    return respond(status, answer, requestId);
  } catch (error) {
    // A twin with the same key was faster: whatever its success made impossible here, its answer is ours too.
    const twin = await once?.replay();
    if (twin) return respond(twin.status, twin.body, requestId, { 'idempotent-replay': 'true' });
    throw error;
  }
}

/** Who calls, and whether they may: 401, 403. Cookies travel by themselves, so a write with one must come from our own pages. */
async function admit(given: Route, request: Request): Promise<Identity | null> {
  const found = await identify(request.headers);
  const writes = given.method !== 'GET';
  const origin = request.headers.get('origin');
  const cookieOnly = !request.headers.has('authorization');
  const foreign = !isOwnOrigin(origin, request.headers.get('host'));
  if (writes && cookieOnly && foreign && (found || origin !== null))
    throw refuse('foreign_origin', 'Changes made with a cookie are only taken from the pages of this server.');
  if (given.access === 'public') return found;
  if (!found) throw refuse('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
  if (given.access === 'known') return found;
  if (given.access === 'self') {
    if (found.via === 'key') throw refuse('forbidden', 'An API key cannot change the account it belongs to.');
    return found;
  }
  requireMeant(found, request.headers.get(workspaceHeader));
  authorize(found, given.access);
  return found;
}

/** A page says which workspace it shows: what was meant for that one must not befall the one its browser entered since. */
function requireMeant({ workspace }: Identity, slug: string | null): void {
  if (slug === null || slug === workspace.slug) return;
  throw refuse('other_workspace', {
    detail: 'Another workspace was entered since, or you are no longer a member of this one.',
    fix: 'Load the page again.',
  });
}

function readParams(given: Route, raw: Record<string, string | string[] | undefined>): Record<string, unknown> {
  if (given.params) {
    const checked = given.params.safeParse(raw);
    if (!checked.success) throw refuse('not_found');
    return checked.data;
  }
  for (const value of Object.values(raw)) if (!defaultParam.safeParse(value).success) throw refuse('not_found');
  return raw;
}

function readQuery(url: URL): Record<string, string | string[]> {
  const read: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    if (values.some((value) => value.includes('\0')))
      throw refuse('invalid_request', {
        errors: [{ path: name.replaceAll('\0', ''), message: 'contains a NUL character' }],
      });
    const [only] = values;
    read[name] = values.length === 1 && only !== undefined ? only : values;
  }
  return read;
}

function onceOf(
  given: Route,
  identity: Identity,
  request: Request,
  url: URL,
  bytes: Uint8Array,
  status: number,
): Once | null {
  const key = request.headers.get('idempotency-key');
  if (key === null || given.method === 'GET' || given.idempotent === false) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw refuse('invalid_request', 'An Idempotency-Key has 1 to 200 visible ASCII characters.');
  return new Once({
    workspaceId: identity.workspace.id,
    memberId: identity.member.id,
    key,
    method: given.method,
    path: url.pathname + url.search,
    bytes,
    status,
    secret: given.secret === true,
  });
}

function respond(status: number, answer: unknown, requestId: string, more: Record<string, string> = {}): Response {
  const headers = { ...apiHeaders, 'x-request-id': requestId, ...more };
  if (status === 204 || answer === undefined) return new Response(null, { status: 204, headers });
  return Response.json(answer, { status, headers });
}

function decorate(response: Response, requestId: string): Response {
  for (const [name, value] of Object.entries({ ...apiHeaders, 'x-request-id': requestId }))
    if (!response.headers.has(name)) response.headers.set(name, value);
  return response;
}

export type Endpoint = Record<Method | 'OPTIONS', (...given: Parameters<Handler>) => Promise<Response>>;

/**
 * All methods of one address: `export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: handle(…) })`.
 * The ones it does not have answer 405 with `Allow`.
 */
export function endpoint(handlers: Partial<Record<Method, Handler>>): Endpoint {
  const names = Object.keys(handlers);
  const allow = [...names, ...(names.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const refused = async (request: Request) =>
    errorResponse(
      refuse('method_not_allowed', { detail: `Here: ${allow}.`, headers: { allow } }),
      request.headers.get('x-request-id') ?? randomUUID(),
    );
  const options = async () => new Response(null, { status: 204, headers: { ...apiHeaders, allow } });
  return { GET: refused, POST: refused, PUT: refused, PATCH: refused, DELETE: refused, ...handlers, OPTIONS: options };
}
