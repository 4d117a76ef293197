import { decode, encode } from 'next-auth/jwt';
import { derivedSecret } from './secret.ts';

/** How long somebody stays signed in, in seconds. */
export const sessionSeconds = 30 * 24 * 60 * 60;

/** What next-auth seals its cookies with. */
export const nextAuthSecret = () => derivedSecret('next-auth').toString('base64url');

/** The session id in a cookie's token; null for any other text. Whether the session still stands, its row says. */
export async function sessionIdOf(token: string): Promise<string | null> {
  try {
    const payload = await decode({ token, secret: nextAuthSecret() });
    return typeof payload?.sid === 'string' ? payload.sid : null;
  } catch {
    return null;
  }
}

/** A cookie's token for a session, as next-auth makes it. */
export const sessionToken = (sessionId: string, userId: string) =>
  encode({ token: { sid: sessionId, sub: userId }, secret: nextAuthSecret(), maxAge: sessionSeconds });
