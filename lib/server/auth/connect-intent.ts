import { decode, encode } from 'next-auth/jwt';
import type { ProviderId } from '#lib/domain/access/provider.ts';
import { cookiesAreSecure, readCookies } from './cookies.ts';
import { nextAuthSecret } from './session-token.ts';

// A signed-in person goes to a provider to connect an account. When they come back, this cookie tells that from signing
// in, and for which session: it is sealed, so only our own page can have begun it, and no other session can end it.

const intentSeconds = 10 * 60;
/** Seals of this kind open as nothing else, a session's token least of all. */
const salt = 'countersign.connect';
const cookieName = () => `${cookiesAreSecure() ? '__Secure-' : ''}countersign.connect`;

export interface ConnectIntent {
  sessionId: string;
  provider: ProviderId;
}

const setCookie = (value: string, maxAge: number) =>
  `${cookieName()}=${value}; Path=/api/auth; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${cookiesAreSecure() ? '; Secure' : ''}`;

/** A Set-Cookie header that begins it. */
export async function intentCookie({ sessionId, provider }: ConnectIntent): Promise<string> {
  const token = { sid: sessionId, provider };
  return setCookie(await encode({ token, secret: nextAuthSecret(), maxAge: intentSeconds, salt }), intentSeconds);
}

/** A Set-Cookie header that ends it. */
export const endedIntentCookie = (): string => setCookie('', 0);

export const hasIntent = (headers: Pick<Headers, 'get'>): boolean =>
  readCookies(headers.get('cookie')).has(cookieName());

/** For whom a browser that comes back from this provider is to be connected; null when it only signs in. */
export async function readIntent(headers: Pick<Headers, 'get'>, provider: ProviderId): Promise<string | null> {
  const token = readCookies(headers.get('cookie')).get(cookieName());
  if (!token) return null;
  try {
    const intent = await decode({ token, secret: nextAuthSecret(), salt });
    return intent?.provider === provider && typeof intent.sid === 'string' ? intent.sid : null;
  } catch {
    return null;
  }
}
