import { z } from 'zod';
import { workspaceHeader } from '#lib/contracts/workspace-header.ts';
import type { Caller, Identity } from '#lib/server/auth/caller.ts';
import { actorOf } from '#lib/server/auth/caller.ts';
import { identify } from '#lib/server/auth/identify.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { Answer } from './answer.ts';
import type { ApiRequest } from './api-request.ts';
import { readBody, readBytes } from './body.ts';
import { Once } from './once.ts';
import { isOwnOrigin } from './origin.ts';
import { errorAnswer } from './problem.ts';
import type { Route } from './route.ts';
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
  /** Where it came from. */
  address: string | null;
}

/** Without an answer in the registry what `fn` returns does not matter, unless it is an Answer. */
type Told<R extends Route> = R['answer'] extends z.ZodType ? In<R['answer'], never> | Answer : unknown;

/** What stands in an address for the names of its route, decoded. */
type Params = Readonly<Record<string, string>>;

/** Answers the calls of one route; never rejects. */
export interface Handler {
  (request: ApiRequest, params: Params, requestId: string): Promise<Answer>;
  route: Route;
}

/**
 * Makes a route's handler: finds the caller, asks `authorize`, reads and checks what was sent, replays an answer kept
 * under the Idempotency-Key, and turns whatever is thrown into problem+json. `fn` calls one command or query.
 */
export function handle<R extends Route>(given: R, fn: (call: Call<R>) => Promise<Told<R>> | Told<R>): Handler {
  const handler = async (request: ApiRequest, params: Params, requestId: string): Promise<Answer> => {
    try {
      return await answerCall(given, fn, request, params, requestId);
    } catch (error) {
      return errorAnswer(error, requestId);
    }
  };
  return Object.assign(handler, { route: given as Route });
}

async function answerCall<R extends Route>(
  given: R,
  fn: (call: Call<R>) => Promise<Told<R>> | Told<R>,
  request: ApiRequest,
  rawParams: Params,
  requestId: string,
): Promise<Answer> {
  const address = request.headers.get('x-countersign-address');
  const identity = await admit(given, request);
  const params = readParams(given, rawParams);
  const query = given.query ? validate(given.query, readQuery(request.search), 'query') : {};
  const bytes = given.method === 'GET' ? new Uint8Array(0) : await readBytes(request);
  const body = given.body
    ? validate(given.body, readBody(given, bytes, request.headers.get('content-type')), 'body')
    : undefined;
  const status = given.status ?? (given.answer ? 200 : 204);
  const once = identity ? onceOf(given, identity, request, bytes, status) : null;
  const earlier = await once?.replay();
  if (earlier) return respond(earlier.status, earlier.body, requestId, { 'idempotent-replay': 'true' });
  const caller: Caller | null = identity && { ...identity, actor: actorOf(identity), address, requestId, once };
  // The types of `Call` follow from the very schemas that were just applied; TypeScript cannot see through `R`.
  const call = { caller, params, query, body, address } as unknown as Call<R>;
  try {
    const answer = await fn(call);
    if (answer instanceof Answer) return answer.with({ ...apiHeaders, 'x-request-id': requestId });
    return respond(status, answer, requestId);
  } catch (error) {
    // A twin with the same key was faster: whatever its success made impossible here, its answer is ours too.
    const twin = await once?.replay();
    if (twin) return respond(twin.status, twin.body, requestId, { 'idempotent-replay': 'true' });
    throw error;
  }
}

/** Who calls, and whether they may: 401, 403. Cookies travel by themselves, so a write with one must come from our own pages. */
async function admit(given: Route, request: ApiRequest): Promise<Identity | null> {
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

function readParams(given: Route, raw: Params): Record<string, unknown> {
  if (given.params) {
    const checked = given.params.safeParse(raw);
    if (!checked.success) throw refuse('not_found');
    return checked.data;
  }
  for (const value of Object.values(raw)) if (!defaultParam.safeParse(value).success) throw refuse('not_found');
  return raw;
}

function readQuery(search: string): Record<string, string | string[]> {
  const read: Record<string, string | string[]> = {};
  if (search === '') return read;
  const given = new URLSearchParams(search);
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name);
    if (values.some((value) => value.includes('\0')))
      throw refuse('invalid_request', {
        errors: [{ path: name.replaceAll('\0', ''), message: 'contains a NUL character' }],
      });
    const [only] = values;
    read[name] = values.length === 1 && only !== undefined ? only : values;
  }
  return read;
}

function onceOf(given: Route, identity: Identity, request: ApiRequest, bytes: Uint8Array, status: number): Once | null {
  const key = request.headers.get('idempotency-key');
  if (key === null || given.method === 'GET' || given.idempotent === false) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw refuse('invalid_request', 'An Idempotency-Key has 1 to 200 visible ASCII characters.');
  return new Once({
    workspaceId: identity.workspace.id,
    memberId: identity.member.id,
    key,
    method: given.method,
    path: request.path + request.search,
    bytes,
    status,
    secret: given.secret === true,
  });
}

function respond(status: number, answer: unknown, requestId: string, more: Record<string, string> = {}): Answer {
  const headers = { ...apiHeaders, 'x-request-id': requestId, ...more };
  if (status === 204 || answer === undefined) return new Answer(204, headers, null);
  return Answer.json(answer, status, headers);
}
