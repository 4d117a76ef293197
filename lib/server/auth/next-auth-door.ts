import { randomUUID } from 'node:crypto';
import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { problems } from '#lib/contracts/problem.ts';
import { isOwnOrigin } from '#lib/server/http/origin.ts';
import { errorAnswer } from '#lib/server/http/problem.ts';
import { apiHeaders } from '#lib/server/http/security-headers.ts';
import { type Refusal, refuse } from '#lib/server/refusal.ts';
import { endedIntentCookie, hasIntent } from './connect-intent.ts';
import { readCookies } from './cookies.ts';
import { nextAuthOptions } from './next-auth.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

/** Far above any sign-in form. */
const maxFormBytes = 64 * 1024;

/**
 * next-auth behind our own rules: other sites cannot post to it, a link cannot lead away from here (it would answer 500
 * to a bad `callbackUrl`), and a refused sign-in says why: its `code`, and `Retry-After` for too many attempts.
 */
export async function answerNextAuth(request: NextRequest, context: Context): Promise<Response> {
  const requestId = request.headers.get('x-request-id') ?? randomUUID();
  try {
    await check(request);
    let refused: Refusal | null = null;
    const options = nextAuthOptions(request.headers, (refusal) => {
      refused = refusal;
    });
    const response: Response = await NextAuth(request, context, options);
    const answer = refused ? refusedSignIn(refused, request) : response;
    for (const [name, value] of Object.entries(apiHeaders)) answer.headers.set(name, value);
    // Whatever came of it: what somebody began to connect is not carried over to their next sign-in.
    if (isCallback(request) && hasIntent(request.headers)) answer.headers.append('set-cookie', endedIntentCookie());
    return answer;
  } catch (error) {
    const answer = errorAnswer(error, requestId);
    return new Response(answer.body, answer);
  }
}

const isCallback = ({ url }: Request) => new URL(url).pathname.startsWith('/api/auth/callback/');

async function check(request: Request): Promise<void> {
  const host = request.headers.get('host');
  const origin = request.headers.get('origin');
  if (request.method === 'POST' && origin !== null && !isOwnOrigin(origin, host)) throw refuse('foreign_origin');
  if (Number(request.headers.get('content-length') ?? 0) > maxFormBytes) throw refuse('too_large');
  requireReadableCookie(request);
  requireOwnPage(new URL(request.url).searchParams.get('callbackUrl'), host);
  if (request.method !== 'POST') return;
  const body = await request.clone().text();
  if (body.length > maxFormBytes) throw refuse('too_large');
  requireOwnPage(callbackOf(body, request.headers.get('content-type') ?? ''), host);
}

/** next-auth keeps a page to return to in a cookie, and answers 500 to one that is no address. */
function requireReadableCookie(request: Request): void {
  for (const name of ['next-auth.callback-url', '__Secure-next-auth.callback-url']) {
    const page = readCookies(request.headers.get('cookie')).get(name);
    if (page !== undefined && !/^\//.test(page) && !(URL.canParse(page) && /^https?:/.test(page)))
      throw refuse('invalid_request', {
        detail: `The cookie ${name} cannot be read; it was removed.`,
        fix: 'Try again.',
        headers: { 'set-cookie': `${name}=; Path=/; Max-Age=0; HttpOnly${name.startsWith('__') ? '; Secure' : ''}` },
      });
  }
}

function callbackOf(body: string, type: string): string | null {
  if (!type.includes('json')) return new URLSearchParams(body).get('callbackUrl');
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null && 'callbackUrl' in read ? String(read.callbackUrl) : null;
  } catch {
    return null;
  }
}

function requireOwnPage(url: string | null, host: string | null): void {
  if (url === null || url === '' || /^\/(?![/\\])/.test(url)) return;
  if (!URL.canParse(url) || !isOwnOrigin(new URL(url).origin, host))
    throw refuse('invalid_request', { errors: [{ path: 'callbackUrl', message: 'must be a page of this server' }] });
}

/** In the form that next-auth's own client reads. */
function refusedSignIn({ code, message, details }: Refusal, request: Request): Response {
  return Response.json(
    { url: new URL(`/sign-in?error=${code}`, request.url).href, detail: message },
    { status: problems[code].status, headers: details.headers },
  );
}
