import { lookup } from 'node:dns/promises';
import { parseAllowedHost } from '#lib/domain/access/allowed-host.ts';
import { headerNameProblem, headerValueProblem } from '#lib/domain/egress/header.ts';
import { methods } from '#lib/domain/egress/method.ts';
import { readTarget, shownUrl } from '#lib/domain/egress/target.ts';
import type { Egress, EgressAnswer, EgressRequest } from '#lib/engine/step-ports.ts';
import { EgressError, faultOf } from './egress-error.ts';
import { openSocket, type Resolve } from './open-socket.ts';
import { orAborted } from './or-aborted.ts';
import { readBody } from './read-body.ts';
import { followed, type Hop, isRedirect } from './redirect.ts';

export type EgressOptions = {
  /** What steps of a workspace may reach besides the internet, a line each. */
  allowedHosts: (workspaceId: string) => Promise<readonly string[]>;
  resolve?: Resolve;
};

const mostHeaderBytes = 32_768;
const mostTimeMs = 2 ** 31 - 1;

const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);

type Given = { allowed: NonNullable<ReturnType<typeof parseAllowedHost>>[]; resolve: Resolve; signal: AbortSignal };

/**
 * The one door for requests that leave this machine. A connection serves one request and is closed: none is ever shared
 * between workspaces or outlives a change of what is allowed, and no write is lost on one that had just gone stale.
 */
export function createEgress({ allowedHosts, resolve = systemResolve }: EgressOptions): Egress {
  return {
    async send({ workspaceId }, request) {
      const stop = new AbortController();
      const { signal } = stop;
      const aborted = () => stop.abort(new EgressError({ code: 'aborted', message: 'The request was stopped.' }));
      const seconds = request.timeoutMs / 1000;
      const late = new EgressError({ code: 'timeout', message: `There was no complete answer in ${seconds} s.` });
      const timer = setTimeout(() => stop.abort(late), Math.min(request.timeoutMs, mostTimeMs));
      request.signal.addEventListener('abort', aborted);
      if (request.signal.aborted) aborted();
      try {
        const lines = await orAborted(allowedHosts(workspaceId), signal);
        const allowed = lines.map(parseAllowedHost).filter((entry) => entry !== null);
        return { ok: true, answer: await answerTo(request, { allowed, resolve, signal }) };
      } catch (error) {
        return { ok: false, fault: faultOf(signal.aborted ? signal.reason : error) };
      } finally {
        clearTimeout(timer);
        request.signal.removeEventListener('abort', aborted);
      }
    },
  };
}

async function answerTo(request: EgressRequest, given: Given): Promise<EgressAnswer> {
  let hop = firstHop(request);
  for (let redirects = 0; ; redirects++) {
    const got = await exchange(hop, request, given);
    if ('answer' in got) return got.answer;
    if (redirects === request.redirects)
      throw new EgressError({ code: 'redirects', message: `It was redirected more than ${request.redirects} times.` });
    const next = followed(hop, got, request);
    if ('fault' in next) throw new EgressError(next.fault);
    hop = next.hop;
  }
}

function firstHop({ method, url, headers, body = null }: Omit<EgressRequest, 'body'> & { body?: Hop['body'] }): Hop {
  const read = readTarget(url);
  if ('problem' in read) throw new EgressError({ code: 'address', ...read.problem });
  if (!(methods as readonly string[]).includes(method))
    throw badRequest(`The method is none of ${methods.join(', ')}.`);
  for (const [name, value] of Object.entries(headers)) {
    const problem = headerNameProblem(name) ?? headerValueProblem(value);
    if (problem) throw badRequest(`The header ${JSON.stringify(name.slice(0, 100))} ${problem}.`);
  }
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const all = { 'accept-encoding': 'gzip, deflate, br', ...Object.fromEntries(lower) };
  return { method, target: read.target, headers: all, body };
}

const badRequest = (message: string) => new EgressError({ code: 'address', message });

/** One request and its answer, or where the answer redirects to. */
async function exchange(
  { method, target, headers, body }: Hop,
  request: EgressRequest,
  { allowed, resolve, signal }: Given,
): Promise<{ answer: EgressAnswer } | { status: number; location: string }> {
  // Only who sends something needs it: 13 MB in web and in each worker.
  const { Client } = await import('undici');
  const client = new Client(target.url.origin, {
    allowH2: false,
    maxHeaderSize: mostHeaderBytes,
    // The whole request has one clock, which neither a slow head nor a dripping body sets back.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_, connected) => {
      openSocket(target, { allowed, resolve, signal }).then(
        (socket) => connected(null, socket),
        (error) => connected(error, null),
      );
    },
  });
  try {
    const began = performance.now();
    request.onHop?.({ type: 'sent', method, url: shownUrl(target.url) });
    const got = await client.request({
      path: `${target.url.pathname}${target.url.search}`,
      method,
      headers,
      body,
      signal,
      reset: true,
    });
    const status = got.statusCode;
    const answered = (bytes: number | null) =>
      request.onHop?.({ type: 'answered', status, ms: Math.round(performance.now() - began), bytes });
    const named = Object.entries(got.headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')] as const);
    const all: Record<string, string> = Object.fromEntries(named);
    const { location, 'content-encoding': coding = '' } = all;
    if (request.redirects > 0 && location !== undefined && isRedirect(status)) {
      answered(null);
      got.body.on('error', () => {}).destroy();
      return { status, location };
    }
    const content = await readBody(got.body, { coding, maxBytes: request.maxBytes, signal });
    answered(content.length);
    return { answer: { status, headers: described(all, content), body: content, url: target.url.href } };
  } finally {
    // Not waited for: what is still open of it is cut off.
    client.destroy().catch(() => {});
  }
}

/** The headers of what is handed on: length and coding were those of what travelled. */
function described(headers: Record<string, string>, content: Uint8Array): Record<string, string> {
  if (!headers['content-encoding'] || content.length === 0) return headers;
  const { 'content-encoding': _coding, 'content-length': _length, ...rest } = headers;
  return rest;
}
