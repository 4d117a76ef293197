import ipaddr from 'ipaddr.js';

/**
 * One line of a workspace's list of what steps may reach inside the closed network. A port of null stands for all ports.
 * Names are lower case; addresses and networks are written as the library writes them.
 */
export type AllowedHost =
  | { kind: 'host'; host: string; port: number | null }
  | { kind: 'address'; address: string; port: number | null }
  | { kind: 'network'; network: string; bits: number };

/** What is about to be connected to: the name that was asked for and the address it was resolved to. */
export interface Target {
  host: string;
  address: string;
  port: number;
}

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const hostName = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`);
/** A name that ends in a number is an address in another spelling (decimal, octal, hexadecimal), never a name. */
const endsInNumber = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;

/** A whole family behind one slip of the pen is no list any more. */
const leastBits = { ipv4: 8, ipv6: 7 } as const;

/** `host`, `host:port`, `10.0.0.7`, `10.0.0.7:443`, `fd00::1`, `[fd00::1]:443`, `10.0.0.0/8`; null for anything else. */
export function parseAllowedHost(text: string): AllowedHost | null {
  const given = text.trim().toLowerCase();
  if (given.includes('/')) return networkOf(given);
  const whole = addressOf(given);
  if (whole) return { kind: 'address', address: whole, port: null };
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(given) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  const name = bracketed ?? plain ?? '';
  const address = addressOf(name);
  if (address) return { kind: 'address', address, port };
  if (bracketed !== undefined || !hostName.test(name) || endsInNumber.test(name)) return null;
  return { kind: 'host', host: name, port };
}

/** Whether a list lets this through: by the name that was asked for, or by the address it stands for. */
export function allows(list: readonly AllowedHost[], { host, address, port }: Target): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  const at = ipaddr.isValid(address) ? ipaddr.process(address) : null;
  return list.some((entry) => {
    if (entry.kind === 'network') {
      const network = ipaddr.parse(entry.network);
      return at !== null && at.kind() === network.kind() && at.match(network, entry.bits);
    }
    if (entry.port !== null && entry.port !== port) return false;
    return entry.kind === 'host' ? entry.host === name : entry.address === at?.toString();
  });
}

/** IPv4 in four decimal parts or IPv6 without a zone, in the library's writing; IPv4 inside IPv6 as IPv4. */
function addressOf(text: string): string | null {
  const plain = ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'));
  return plain ? ipaddr.process(text).toString() : null;
}

function networkOf(text: string): AllowedHost | null {
  const [start = '', size = '', more] = text.split('/');
  const network = addressOf(start);
  if (network === null || more !== undefined || !/^\d{1,3}$/.test(size)) return null;
  const bits = Number(size);
  const { [ipaddr.parse(network).kind()]: least } = leastBits;
  const most = ipaddr.parse(network).kind() === 'ipv4' ? 32 : 128;
  // IPv4 inside IPv6 would count its bits from elsewhere.
  if (bits < least || bits > most || start.includes(':') !== network.includes(':')) return null;
  return { kind: 'network', network, bits };
}
