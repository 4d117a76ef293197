import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import ipaddr from 'ipaddr.js';
import type { AllowedHost } from '#lib/domain/access/allowed-host.ts';
import { isLocalName, type Target } from '#lib/domain/egress/target.ts';
import { EgressError } from './egress-error.ts';
import { judge } from './judge.ts';
import { orAborted } from './or-aborted.ts';

/** Addresses of a name, as text. Asked once for each connection. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** How long one address may take to accept, in ms: another one may be there to try. */
const patienceMs = 5000;
const mostAddresses = 8;

/**
 * A connection to the target, at an address that was judged: the name is looked up here, once, and the very addresses
 * that came back are tried one after the other, so that a second answer of the name server can change nothing.
 * Throws EgressError.
 */
export async function openSocket(
  target: Target,
  { allowed, resolve, signal }: { allowed: readonly AllowedHost[]; resolve: Resolve; signal: AbortSignal },
): Promise<Socket> {
  const addresses = await orAborted(addressesOf(target, resolve), signal);
  const refusal = judge(target, addresses, allowed);
  if (refusal) throw new EgressError(refusal);
  const tried: string[] = [];
  for (const address of addresses.slice(0, mostAddresses)) {
    const opened = await tcp(address, target.port, signal);
    signal.throwIfAborted();
    if (!(opened instanceof Error)) return target.url.protocol === 'https:' ? tls(opened, target, signal) : opened;
    if (opened instanceof EgressError) throw opened;
    tried.push(`${address}: ${reason(opened)}`);
  }
  throw new EgressError({
    code: 'connect',
    message: `No connection to ${target.host} port ${target.port} (${tried.join('; ')}).`,
  });
}

async function addressesOf({ host, literal }: Target, resolve: Resolve): Promise<readonly string[]> {
  if (literal) return [host];
  if (isLocalName(host)) return ['127.0.0.1', '::1'];
  const found = await resolve(host).catch((error: NodeJS.ErrnoException) => {
    throw new EgressError({ code: 'dns', message: `The name ${host} could not be looked up (${reason(error)}).` });
  });
  if (found.length === 0) throw new EgressError({ code: 'dns', message: `The name ${host} has no address.` });
  return [...new Set(found)];
}

/** Resolves with why it did not work, since another address may. */
function tcp(address: string, port: number, signal: AbortSignal): Promise<Socket | Error> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: address, port, noDelay: true });
    const timer = setTimeout(() => end(new Error(`no answer in ${patienceMs / 1000} s`)), patienceMs);
    const end = (error: Error) => {
      settle();
      socket.destroy();
      resolve(error);
    };
    const aborted = () => end(new Error('stopped'));
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      socket.off('error', end);
    };
    signal.addEventListener('abort', aborted);
    // Kept until the client listens itself: an error that nobody hears would end the process.
    socket.on('error', () => {});
    socket.once('error', end).once('connect', () => {
      if (!sameAddress(socket.remoteAddress, address))
        return end(new EgressError({ code: 'refused', message: `The connection to ${address} ended up elsewhere.` }));
      settle();
      resolve(socket);
    });
  });
}

/** The certificate must be for the name that was asked for, whatever address it was found at. */
function tls(socket: Socket, { host, literal }: Target, signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({ socket, host, ...(literal ? {} : { servername: host }), ALPNProtocols: ['http/1.1'] });
    const end = (error: Error) => {
      settle();
      secure.destroy();
      socket.destroy();
      reject(new EgressError({ code: 'tls', message: `No secure connection to ${host}: ${error.message}.` }));
    };
    const aborted = () => end(new Error('stopped'));
    const closed = () => end(new Error('the other side closed it'));
    const settle = () => {
      signal.removeEventListener('abort', aborted);
      secure.off('error', end).off('close', closed);
    };
    signal.addEventListener('abort', aborted);
    secure
      .on('error', () => {})
      .once('error', end)
      .once('close', closed)
      .once('secureConnect', () => {
        settle();
        resolve(secure);
      });
  });
}

function sameAddress(one: string | undefined, other: string): boolean {
  return one !== undefined && ipaddr.process(one).toString() === ipaddr.process(other).toString();
}

const reason = (error: NodeJS.ErrnoException): string => error.code ?? error.message;
