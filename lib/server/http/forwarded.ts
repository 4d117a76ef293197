import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { OperatorProblem } from '#lib/server/problem.ts';

/** Where a request really came from, as far as trusted proxies tell. */
export interface Sender {
  address: string;
  /** The host the browser asked for, and how. */
  host: string;
  protocol: 'http' | 'https';
}

/** Addresses and networks (`10.0.0.0/8`) whose `X-Forwarded-…` headers count. */
export function trustedProxies(list: readonly string[]): (address: string) => boolean {
  const trusted = new BlockList();
  for (const item of list) {
    const [address = '', bits] = item.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const prefix = bits === undefined ? null : Number(bits);
    if (!isIP(address) || (prefix !== null && !(prefix >= 0 && prefix <= (family === 'ipv6' ? 128 : 32))))
      throw new OperatorProblem(`COUNTERSIGN_TRUSTED_PROXIES has an address that is none: “${item}”.`);
    if (prefix === null) trusted.addAddress(address, family);
    else trusted.addSubnet(address, prefix, family);
  }
  return (address) => isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Who sent a request. `X-Forwarded-For` is read from its end (the part our own proxies wrote) up to the first address
 * that is not one of them; from anybody else these headers are hearsay.
 */
export function senderOf(request: IncomingMessage, isTrusted: (address: string) => boolean, publicUrl: string): Sender {
  const peer = plain(request.socket.remoteAddress ?? '');
  const own = new URL(publicUrl);
  const host = request.headers.host ?? own.host;
  const protocol = host === own.host && own.protocol === 'https:' ? 'https' : 'http';
  if (!isTrusted(peer)) return { address: peer, host, protocol };
  const path = list(request.headers['x-forwarded-for']).map(plain);
  const address = path.findLast((each) => !isTrusted(each)) ?? path[0] ?? peer;
  const told = list(request.headers['x-forwarded-proto']).at(-1);
  return {
    address: isIP(address) ? address : peer,
    host: list(request.headers['x-forwarded-host']).at(-1) ?? host,
    protocol: told === 'https' || told === 'http' ? told : protocol,
  };
}

const list = (header: string | string[] | undefined) =>
  (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** IPv4 as IPv4, also when the socket speaks both. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
