import type { Profile } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import type { ProviderId } from '#lib/domain/access/provider.ts';
import { plainName } from '#lib/domain/plain-name.ts';
import type { ProviderConfig } from '#lib/server/config/coming-in.ts';

/** Who a provider says has signed in there, after its answer was checked. */
export interface Proof {
  provider: ProviderId;
  /** As its button says it. */
  label: string;
  /** The provider's own, lasting name of the account; an address may change hands. */
  subject: string;
  name: string;
  /** Null without one that can be used here. */
  email: string | null;
  /** Whether the provider has made sure that the address is theirs. */
  verified: boolean;
  timeZone?: string;
}

/** What next-auth calls a profile: the proof and the id it asks for. Tokens and pictures stay outside. */
export interface ProvenUser {
  id: string;
  proof: Proof;
}

/** Milliseconds for each request to a provider. */
const timeout = 5000;

/** The operator's providers as next-auth runs them. State, PKCE and (with OpenID Connect) the nonce are always checked. */
export const oauthProviders = (configs: readonly ProviderConfig[]): OAuthConfig<Profile>[] =>
  configs.map((config) => (config.id === 'github' ? github(config) : openId(config)));

type OpenIdConfig = Extract<ProviderConfig, { issuer: string }>;
type GitHubConfig = Extract<ProviderConfig, { id: 'github' }>;

const claims = z.looseObject({
  sub: z.string().min(1).max(255),
  name: z.unknown().optional(),
  preferred_username: z.unknown().optional(),
  email: z.unknown().optional(),
  email_verified: z.unknown().optional(),
  zoneinfo: z.unknown().optional(),
  /** Google's: the organisation that owns the address. */
  hd: z.unknown().optional(),
});
type Claims = z.infer<typeof claims>;

function openId({ id, label, issuer, clientId, clientSecret }: OpenIdConfig): OAuthConfig<Profile> {
  return {
    id,
    name: label,
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    httpOptions: { timeout },
    userinfo: {
      // Some keep the address out of the signed token; what is asked for then must be about the same subject.
      async request({ tokens, client }) {
        const signed = (tokens as typeof tokens & { claims(): object }).claims();
        const asksMore = !('email' in signed) && client.issuer.metadata.userinfo_endpoint !== undefined;
        const read = claims.parse(asksMore ? { ...(await client.userinfo(tokens as never)), ...signed } : signed);
        const email = addressOf(read.email);
        return proven({
          provider: id,
          label,
          subject: read.sub,
          name: nameOf([read.name, read.preferred_username], email),
          email,
          verified: isVerified(id, read, email),
          timeZone: typeof read.zoneinfo === 'string' ? read.zoneinfo : undefined,
        });
      },
    },
    profile: asProven,
  };
}

/**
 * Google's own rule for who owns an address: its own mail, or an organisation's that it hosts. Another address of a Google
 * account was confirmed once, and may have changed hands since.
 */
function isVerified(id: 'oidc' | 'google', { email_verified, hd }: Claims, email: string | null): boolean {
  // Some send the word instead of the truth value.
  if (email === null || !(email_verified === true || email_verified === 'true')) return false;
  return id === 'oidc' || email.endsWith('@gmail.com') || (typeof hd === 'string' && hd !== '');
}

const githubUser = z.looseObject({ id: z.number().int(), login: z.string(), name: z.unknown().optional() });
const githubEmails = z.array(z.looseObject({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

function github({ id, label, url, apiUrl, clientId, clientSecret }: GitHubConfig): OAuthConfig<Profile> {
  return {
    id,
    name: label,
    type: 'oauth',
    issuer: `${url}/login/oauth`,
    clientId,
    clientSecret,
    checks: ['pkce', 'state'],
    authorization: { url: `${url}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${url}/login/oauth/access_token`,
    httpOptions: { timeout },
    userinfo: {
      url: `${apiUrl}/user`,
      // The address of the public profile is whatever they typed: only the list says which one is confirmed.
      async request({ tokens }) {
        const ask = (path: string) => read(`${apiUrl}${path}`, tokens.access_token ?? '');
        const [user, emails] = await Promise.all([
          ask('/user').then((answer) => githubUser.parse(answer)),
          ask('/user/emails').then((answer) => githubEmails.parse(answer)),
        ]);
        const primary = emails.find((each) => each.primary);
        const email = addressOf(primary?.email);
        return proven({
          provider: id,
          label,
          subject: String(user.id),
          name: nameOf([user.name, user.login], email),
          email,
          verified: email !== null && primary?.verified === true,
        });
      },
    },
    profile: asProven,
  };
}

async function read(url: string, token: string): Promise<unknown> {
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'user-agent': 'Countersign' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  });
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}.`);
  return answer.json();
}

// next-auth asks for a profile first and for a user made of it then. What throws in the second step it swallows, so both
// are the same and everything is read in the first.
const proven = (proof: Proof): Profile & ProvenUser => ({ id: proof.subject, proof });
const asProven = (profile: Profile) => profile as Profile & ProvenUser;

function addressOf(given: unknown): string | null {
  const read = z.email().max(254).safeParse(given);
  return read.success ? read.data.toLowerCase() : null;
}

function nameOf(given: readonly unknown[], email: string | null): string {
  const names = [...given, email?.split('@')[0], 'Somebody'];
  for (const name of names) {
    const plain = typeof name === 'string' && name.isWellFormed() ? plainName(name).trim().slice(0, 100) : '';
    if (plain !== '') return plain;
  }
  return '';
}
