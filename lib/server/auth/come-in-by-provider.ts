import type { ProviderRefusal } from '#lib/domain/access/provider.ts';
import { admitByProvider } from '#lib/server/commands/people/admit-by-provider.ts';
import { connectIdentity } from '#lib/server/commands/people/connect-identity.ts';
import { readIntent } from './connect-intent.ts';
import { identify } from './identify.ts';
import type { Proof } from './providers.ts';
import { openSession, type SignIn } from './sign-in.ts';

/** Where a browser goes that is not signed in by this. */
export interface Elsewhere {
  to: string;
}

/**
 * A browser comes back from a provider with a proof of who is there: opens a session, or connects the account when the
 * signed-in person began that in their profile. A refusal is a page that says why.
 */
export async function comeInByProvider(proof: Proof, headers: Pick<Headers, 'get'>): Promise<SignIn | Elsewhere> {
  const address = headers.get('x-countersign-address');
  const connectFor = await readIntent(headers, proof.provider);
  if (connectFor !== null) {
    // The very session that began it, still standing.
    const caller = await identify({ get: (name) => (name === 'cookie' ? headers.get('cookie') : null) });
    if (caller?.sessionId !== connectFor) return backToProfile('not_connected');
    return backToProfile(await connectIdentity(caller, proof, address));
  }
  const admission = await admitByProvider(proof, address);
  if ('refusal' in admission) return { to: `/sign-in?error=${admission.refusal}` };
  return openSession(admission.userId, { address, agent: headers.get('user-agent') });
}

const backToProfile = (refusal: ProviderRefusal | null): Elsewhere => ({
  to: refusal === null ? '/settings?connected=1' : `/settings?refused=${refusal}`,
});
