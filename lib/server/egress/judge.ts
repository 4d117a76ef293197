import { type AllowedHost, allows } from '#lib/domain/access/allowed-host.ts';
import { addressClass } from '#lib/domain/egress/address-class.ts';
import { isLocalName, type Target, withPort } from '#lib/domain/egress/target.ts';
import type { EgressFault } from '#lib/engine/step-ports.ts';

/**
 * Why these addresses may not be connected to; null when all of them may. One bad address refuses all: a name that
 * stands for a public and an inner address at once is a mistake or an attack.
 */
export function judge(
  target: Pick<Target, 'host' | 'port' | 'literal'>,
  addresses: readonly string[],
  allowed: readonly AllowedHost[],
): EgressFault | null {
  const { host, port, literal } = target;
  // Whoever owns a listed name could point it at the machine's own credentials: these are listed as addresses only.
  const byAddress = allowed.filter((entry) => entry.kind !== 'host');
  const refused = addresses.flatMap((address) => {
    const is = addressClass(address);
    if (is === null) return [];
    const list = is === 'metadata' || is === 'link-local' ? byAddress : allowed;
    return is !== 'invalid' && allows(list, { host, address, port }) ? [] : [{ address, is }];
  });
  const [first] = refused;
  if (!first) return null;
  // A local name means the same everywhere; another name is pinned to what it stands for now.
  const entries = isLocalName(host) ? [host] : refused.slice(0, 4).map(({ address }) => address);
  const quoted = entries.map((entry) => `"${withPort(entry, port)}"`).join(' and ');
  return {
    code: 'refused',
    message: `${literal ? first.address : `${host} (${first.address})`} is ${article(first.is)} address, which steps may not reach.`,
    fix: `If they should, an owner allows it: Settings → Workspace → What steps may reach: add ${quoted}.`,
  };
}

const article = (word: string) => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
