import type { Identity } from './caller.ts';
import { readCookies, sessionCookieName, workspaceCookieName } from './cookies.ts';
import { identityOfKey, identityOfSession } from './identity-rows.ts';
import { secretHash } from './secret.ts';
import { sessionIdOf } from './session-token.ts';

interface Cached {
  at: number;
  identity: Promise<Identity | null>;
}

/** Revoking must work within 5 s everywhere; this much of it is spent here. */
const freshMs = 2000;
const mostCached = 10_000;
const slot = Symbol.for('countersign.identities');
const shared = globalThis as typeof globalThis & { [slot]?: Map<string, Cached> };
const cache = () => {
  shared[slot] ??= new Map();
  return shared[slot];
};

function recently(key: string, read: () => Promise<Identity | null>): Promise<Identity | null> {
  const now = performance.now();
  const known = cache().get(key);
  if (known && now - known.at < freshMs) return known.identity;
  if (cache().size >= mostCached) cache().clear();
  const identity = read();
  cache().set(key, { at: now, identity });
  identity.catch(() => cache().delete(key));
  return identity;
}

/** Forgets what is cached, so that this process sees a change of people at once. */
export const forgetIdentities = () => cache().clear();

/**
 * Who stands behind a request's `Authorization: Bearer` key or else its session cookie; null for nobody. A bad key is
 * nobody even beside a good cookie. Never more than 2 s behind the database.
 */
export async function identify(headers: Pick<Headers, 'get'>): Promise<Identity | null> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization.trim())?.[1];
    if (!key) return null;
    const hash = secretHash(key);
    return recently(`key ${hash}`, () => identityOfKey(hash));
  }
  const cookies = readCookies(headers.get('cookie'));
  const token = cookies.get(sessionCookieName());
  if (!token) return null;
  const slug = cookies.get(workspaceCookieName) ?? null;
  // By its hash: opening a token costs many times as much, and what a stranger sends is not kept.
  return recently(`session ${secretHash(`${token} ${slug}`)}`, async () => {
    const sessionId = await sessionIdOf(token);
    return sessionId === null ? null : identityOfSession(sessionId, slug);
  });
}
