import { cookies, headers } from 'next/headers';
import type { Me } from '#lib/contracts/people.ts';
import { meOf } from '#lib/server/queries/people/me.ts';
import { needsSetup } from '#lib/server/queries/people/setup.ts';
import { actorOf, type Caller } from './caller.ts';
import { identify } from './identify.ts';

/**
 * Who looks at this page, for server components: the caller to give to queries; null for a stranger.
 * Pages act by cookie alone: a key in a header opens no page.
 */
export async function pageCaller(): Promise<Caller | null> {
  const [sent, jar] = await Promise.all([headers(), cookies()]);
  const cookie = jar
    .getAll()
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
  const identity = await identify({ get: (name) => (name === 'cookie' ? cookie : null) });
  if (!identity) return null;
  return {
    ...identity,
    actor: actorOf(identity),
    address: sent.get('x-countersign-address'),
    requestId: sent.get('x-request-id') ?? '',
    once: null,
  };
}

/** The signed-in person as the pages show them (`GET /api/v1/me`); null for a stranger. */
export async function viewer(): Promise<Me | null> {
  const caller = await pageCaller();
  return caller && meOf(caller);
}

/** Whether there is no owner yet, so that strangers are told about the set-up link instead of the sign-in. */
export const setupNeeded = (): Promise<boolean> => needsSetup();
