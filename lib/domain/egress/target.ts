import ipaddr from 'ipaddr.js';

/** Where a request goes, once its address has been read the way browsers read it. */
export type Target = {
  /** Without user, password and fragment. */
  url: URL;
  /** Name in ASCII without a trailing dot, or an address without brackets: `0x7f.1` is `127.0.0.1` here. */
  host: string;
  /** Whether the host is an address already. */
  literal: boolean;
  port: number;
};
export type Unreadable = { message: string; fix: string };

/** An absolute http or https address without credentials; `base` reads a redirect's relative one. */
export function readTarget(text: string, base?: URL): { target: Target } | { problem: Unreadable } {
  const url = URL.parse(text, base);
  if (!url || url.hostname === '')
    return {
      problem: { message: 'The address is no URL.', fix: 'Write it in full, such as https://example.org/path.' },
    };
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return {
      problem: {
        message: `Requests are made over http and https, not ${url.protocol.slice(0, -1).slice(0, 40)}.`,
        fix: 'Begin the address with https://.',
      },
    };
  if (url.username !== '' || url.password !== '')
    return {
      problem: {
        message: 'The address holds a user or a password.',
        fix: 'Take them out of the address and send them in headers, such as Authorization.',
      },
    };
  url.hash = '';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { target: { url, host, literal: ipaddr.isValid(host), port } };
}

/** Names that mean this machine whatever a name server says (RFC 6761). */
export const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** `10.0.0.5:8080`, `[fd00::1]:443`: as the list of allowed hosts takes it. */
export const withPort = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** For logs: without the query, whose values may be private. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
}
