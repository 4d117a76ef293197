import { readTarget, shownUrl, type Target } from '#lib/domain/egress/target.ts';
import type { EgressFault, EgressRequest } from '#lib/engine/step-ports.ts';

/** One request of a chain of redirects. Names of headers are in lower case. */
export type Hop = {
  method: string;
  target: Target;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | null;
};

const alwaysCredentials = ['authorization', 'cookie', 'proxy-authorization'];

export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/**
 * The request that follows a redirect (the rules of fetch): 303, and 301 or 302 after POST, go on as GET without a body.
 * Credentials stay with the scheme, host and port they were given for.
 */
export function followed(
  hop: Hop,
  { status, location }: { status: number; location: string },
  { credentialHeaders = [], sealedBody = false }: Pick<EgressRequest, 'credentialHeaders' | 'sealedBody'>,
): { hop: Hop } | { fault: EgressFault } {
  const read = readTarget(location, hop.target.url);
  if ('problem' in read)
    return {
      fault: { code: 'redirects', message: `It was redirected to where nobody can follow. ${read.problem.message}` },
    };
  const { target } = read;
  const from = hop.target.url;
  if (from.protocol === 'https:' && target.url.protocol === 'http:')
    return {
      fault: {
        code: 'refused',
        message: `${from.host} redirects to ${shownUrl(target.url)}, which is not encrypted.`,
        fix: 'Name the https address it should end at, or http from the start.',
      },
    };
  const asGet = status === 303 ? hop.method !== 'HEAD' : status <= 302 && hop.method === 'POST';
  const method = asGet ? 'GET' : hop.method;
  const body = asGet ? null : hop.body;
  const elsewhere = from.origin !== target.url.origin;
  if (elsewhere && body !== null && sealedBody)
    return {
      fault: {
        code: 'refused',
        message: `${from.host} redirects to ${target.url.host}, and the body holds a sealed value, which is not sent on to another host.`,
        fix: 'Name the address it should end at.',
      },
    };
  const credentials = new Set([...alwaysCredentials, ...credentialHeaders.map((name) => name.toLowerCase())]);
  const headers = Object.entries(hop.headers).filter(
    ([name]) => !(elsewhere && credentials.has(name)) && !(asGet && name.startsWith('content-')),
  );
  return { hop: { method, target, headers: Object.fromEntries(headers), body } };
}
