import { sha256Hex } from '../workflow/canonical.ts';

/** What the first entry of a workspace's record points back to. */
export const genesisHash = '0'.repeat(64);

/** An entry without its text is a link: it proves the place of its neighbours and shows nothing of itself. */
export type ChainLink = { seq: number; prevHash: string; hash: string; body?: string; bodyHash?: string };

/**
 * An entry's hash: SHA-256 (hex) over the hash before it and the hash of its own exact text. The text's hash, not the
 * text: so an evidence pack can prove where an entry stands without showing what other people did in between.
 */
export function chainHash(prevHash: string, bodyHash: string): string {
  return sha256Hex(`${prevHash}\n${bodyHash}`);
}

export const bodyHash = (body: string): string => sha256Hex(body);

/** Where a stretch of the chain breaks first, and why; null when every link holds. `from` is what comes before it. */
export function firstBrokenLink(
  links: Iterable<ChainLink>,
  from: { seq: number; hash: string },
): { seq: number; reason: string } | null {
  let last = from;
  for (const link of links) {
    const reason = linkFault(link, last);
    if (reason) return { seq: link.seq, reason };
    last = link;
  }
  return null;
}

/** What is wrong with one link after the last one, or null. */
export function linkFault(link: ChainLink, last: { seq: number; hash: string }): string | null {
  if (link.seq !== last.seq + 1) return `entry ${last.seq + 1} is missing`;
  if (link.prevHash !== last.hash) return 'it does not follow the entry before it';
  const own = link.body === undefined ? link.bodyHash : bodyHash(link.body);
  if (own === undefined) return 'it has neither a text nor its hash';
  return chainHash(link.prevHash, own) === link.hash ? null : 'its text is not what was recorded';
}
