import { serverConfig } from '#lib/server/config.ts';

/** Where the public address is https, browsers hold the cookie to it. */
export const cookiesAreSecure = () => serverConfig().url.startsWith('https:');

export const sessionCookieName = () => `${cookiesAreSecure() ? '__Secure-' : ''}countersign.session`;

/** Which of their workspaces a person looks at: its slug. Says nothing about access. */
export const workspaceCookieName = 'countersign.workspace';

/** A Set-Cookie header that chooses a workspace for a year. No script needs to read it. */
export const workspaceCookie = (slug: string) =>
  `${workspaceCookieName}=${encodeURIComponent(slug)}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax${cookiesAreSecure() ? '; Secure' : ''}`;

/** A Cookie header as names and values; what cannot be read is left out. */
export function readCookies(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at < 1) continue;
    const name = part.slice(0, at).trim();
    try {
      if (!cookies.has(name)) cookies.set(name, decodeURIComponent(part.slice(at + 1).trim()));
    } catch {
      // A cookie of somebody else's making.
    }
  }
  return cookies;
}
