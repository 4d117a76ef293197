import { serverConfig } from '#lib/server/config.ts';

/**
 * Whether an Origin header names this server: the public address, or the very host the browser asked (a browser cannot
 * be made to send another one). `null` and a missing header are foreign.
 */
export function isOwnOrigin(origin: string | null, host: string | null): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (!/^https?:$/.test(from.protocol)) return false;
  return from.origin === new URL(serverConfig().url).origin || (host !== null && from.host === host.toLowerCase());
}
