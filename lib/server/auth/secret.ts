import { createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverConfig } from '#lib/server/config.ts';

const derived = new Map<string, Buffer>();

/** 32 bytes for one purpose, derived from the installation's secret key; purposes cannot be told from one another. */
export function derivedSecret(purpose: string): Buffer {
  const known = derived.get(purpose);
  if (known) return known;
  const bytes = derive(secretKey(), purpose);
  derived.set(purpose, bytes);
  return bytes;
}

/** The same from a key at hand. */
export const derive = (key: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, 'countersign', purpose, 32));

/** The supervisor hands the key down; a process started by itself reads the file it made. */
function secretKey(): string {
  const { secretKey: given, dataDir } = serverConfig();
  return given ?? readFileSync(join(dataDir, 'secret-key'), 'utf8').trim();
}

/** A secret to hand out once: 256 random bits, safe in a link. */
export const newSecret = (prefix = '') => prefix + randomBytes(32).toString('base64url');

/** What is kept of such a secret. It has full entropy, so a plain hash is enough. */
export const secretHash = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Compares two hashes without telling by time how far they agree. */
export const sameHash = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
