import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { serverConfig } from '#lib/server/config.ts';
import { log } from '#lib/server/log.ts';
import { isRefusal, type Refusal } from '#lib/server/refusal.ts';
import { comeInByProvider } from './come-in-by-provider.ts';
import { cookiesAreSecure, sessionCookieName } from './cookies.ts';
import { oauthProviders, type ProvenUser } from './providers.ts';
import { nextAuthSecret, sessionSeconds } from './session-token.ts';
import { signIn, signOut } from './sign-in.ts';

/**
 * next-auth keeps the cookie; who may sign in, and whether a session still stands, is decided here. Its token holds the
 * session's id and nothing that access depends on. `onRefusal` is told why a password's sign-in was refused; `headers` are those of the request.
 */
export function nextAuthOptions(headers: Pick<Headers, 'get'>, onRefusal: (refusal: Refusal) => void): NextAuthOptions {
  const secure = cookiesAreSecure();
  return {
    secret: nextAuthSecret(),
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        name: 'E-mail and password',
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        async authorize(given, request) {
          const headers = request.headers ?? {};
          try {
            const { userId, sessionId } = await signIn(given, {
              address: headers['x-countersign-address'] ?? null,
              agent: headers['user-agent'] ?? null,
            });
            return { id: userId, sessionId };
          } catch (error) {
            if (!isRefusal(error)) {
              log().error({ err: error }, 'Signing in failed unexpectedly');
              throw new Error('internal');
            }
            onRefusal(error);
            return null;
          }
        },
      }),
      ...oauthProviders(serverConfig().providers),
    ],
    callbacks: {
      async signIn({ user, account }) {
        if (account?.type !== 'oauth') return true;
        try {
          const came = await comeInByProvider((user as Partial<ProvenUser> & typeof user).proof!, headers);
          if ('to' in came) return came.to;
          Object.assign(user, { id: came.userId, sessionId: came.sessionId });
          return true;
        } catch (error) {
          log().error({ err: error }, 'Signing in through a provider failed unexpectedly');
          return '/sign-in?error=Callback';
        }
      },
      jwt: ({ token, user }) =>
        user && 'sessionId' in user ? { sub: user.id, sid: user.sessionId } : { sub: token.sub, sid: token.sid },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => ownAddress(url, baseUrl),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await signOut(token.sid);
      },
    },
    logger: {
      // Their errors carry tokens and whole profiles: only the reason is written down.
      error: (code, details) => log().error({ code, reason: reasonOf(details) }, 'next-auth failed'),
      warn: () => {},
      debug: () => {},
    },
  };
}

function reasonOf(details: unknown): string {
  const error = typeof details === 'object' && details !== null && 'error' in details ? details.error : details;
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}

/** Where to go afterwards: only to pages of this server, whatever the link said. */
export function ownAddress(url: string, baseUrl: string): string {
  const base = new URL(baseUrl);
  const to = URL.canParse(url, base.origin) ? new URL(url, base.origin) : base;
  return to.origin === base.origin ? to.href : base.origin;
}
