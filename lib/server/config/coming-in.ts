import { z } from 'zod';
import { identityProviders } from '#lib/domain/access/provider.ts';

// How people come in beside their password: providers of accounts, and mail.

/** An operator's entry at somebody who knows people's accounts. */
interface Entry {
  label: string;
  clientId: string;
  clientSecret: string;
}

export type ProviderConfig =
  | (Entry & { id: 'oidc' | 'google' /** Without a slash at the end. */; issuer: string })
  | (Entry & {
      id: 'github' /** Of the pages, and of the API; without a slash at the end. */;
      url: string;
      apiUrl: string;
    });

export interface ComingIn {
  /** Null: this server sends no mail. The address holds the credentials. */
  mail: { smtpUrl: string; from: string } | null;
  providers: ProviderConfig[];
  /** People with a proven address of these domains join the first workspace by themselves, as viewers. */
  signInDomains: string[];
}

/** `https:`, or `http:` to this very machine: what goes there decides who somebody is. */
const guardedUrl = z
  .string()
  .refine(
    (text) => {
      if (!URL.canParse(text)) return false;
      const { protocol, hostname, search, hash } = new URL(text);
      const here = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
      return (protocol === 'https:' || (protocol === 'http:' && here)) && search === '' && hash === '';
    },
    { error: 'must be an address such as https://accounts.example.org' },
  )
  .transform((text) => text.replace(/\/+$/, ''));

const word = z.string().trim().min(1, 'must not be blank').max(500, 'has at most 500 characters');

const smtpUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '', {
    error: 'must be an address such as smtp://user:password@mail.example.org:587',
  });

/** `flows@example.org` or `Name <flows@example.org>`. */
const sender = z.string().refine(
  (text) => {
    const address = /^[^<>"\p{Cc}]{0,100}<([^<>]+)>$/u.exec(text.trim())?.[1] ?? text.trim();
    return z.email().safeParse(address).success;
  },
  { error: 'must be an e-mail address, or Name <address>' },
);

const domains = z.string().transform((text, context) => {
  const list = text.split(',').flatMap((part) => part.trim().toLowerCase() || []);
  const wrong = list.find((each) => !/^([a-z0-9-]+\.)+[a-z0-9-]+$/.test(each));
  if (wrong !== undefined) context.addIssue('must be domains such as example.org, separated by commas');
  return list;
});

export const comingInVariables = {
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: sender.optional(),
  OIDC_ISSUER: guardedUrl.optional(),
  OIDC_CLIENT_ID: word.optional(),
  OIDC_CLIENT_SECRET: word.optional(),
  OIDC_NAME: word.max(40, 'has at most 40 characters').optional(),
  GITHUB_URL: guardedUrl.optional(),
  GITHUB_CLIENT_ID: word.optional(),
  GITHUB_CLIENT_SECRET: word.optional(),
  GOOGLE_ISSUER: guardedUrl.optional(),
  GOOGLE_CLIENT_ID: word.optional(),
  GOOGLE_CLIENT_SECRET: word.optional(),
  SIGN_IN_DOMAINS: domains.default([]),
};

type Name = keyof typeof comingInVariables;
type Given = Readonly<Record<string, string | undefined>>;

/** Variables that only work together; `more` may join them. */
const groups: readonly { what: string; needed: readonly Name[]; more: readonly Name[] }[] = [
  { what: 'sending mail', needed: ['SMTP_URL', 'MAIL_FROM'], more: [] },
  {
    what: 'signing in through OpenID Connect',
    needed: ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    more: ['OIDC_NAME'],
  },
  { what: 'signing in through GitHub', needed: ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'], more: ['GITHUB_URL'] },
  {
    what: 'signing in through Google',
    needed: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    more: ['GOOGLE_ISSUER'],
  },
];

/** What is missing beside what was given, one line each. */
export function halfSet(given: Given): string[] {
  const mistakes = groups.flatMap(({ what, needed, more }) =>
    [...needed, ...more].some((name) => given[name] !== undefined)
      ? needed
          .filter((name) => given[name] === undefined)
          .map((name) => `${name} is missing: ${what} needs ${needed.join(', ').replace(/, (\w+)$/, ' and $1')}`)
      : [],
  );
  const anyProvider = groups.slice(1).some(({ needed }) => needed.some((name) => given[name] !== undefined));
  if (given.SIGN_IN_DOMAINS !== undefined && !anyProvider)
    mistakes.push('SIGN_IN_DOMAINS needs a provider that proves addresses: set one up, or take it away');
  return mistakes;
}

type Read = z.output<z.ZodObject<typeof comingInVariables>>;

export function comingInOf(read: Read): ComingIn {
  const providers: ProviderConfig[] = [];
  if (read.OIDC_ISSUER && read.OIDC_CLIENT_ID && read.OIDC_CLIENT_SECRET)
    providers.push({
      id: 'oidc',
      label: read.OIDC_NAME ?? identityProviders.oidc.label,
      clientId: read.OIDC_CLIENT_ID,
      clientSecret: read.OIDC_CLIENT_SECRET,
      issuer: read.OIDC_ISSUER,
    });
  if (read.GITHUB_CLIENT_ID && read.GITHUB_CLIENT_SECRET)
    providers.push({
      id: 'github',
      label: identityProviders.github.label,
      clientId: read.GITHUB_CLIENT_ID,
      clientSecret: read.GITHUB_CLIENT_SECRET,
      ...githubPlaces(read.GITHUB_URL),
    });
  if (read.GOOGLE_CLIENT_ID && read.GOOGLE_CLIENT_SECRET)
    providers.push({
      id: 'google',
      label: identityProviders.google.label,
      clientId: read.GOOGLE_CLIENT_ID,
      clientSecret: read.GOOGLE_CLIENT_SECRET,
      issuer: read.GOOGLE_ISSUER ?? 'https://accounts.google.com',
    });
  return {
    mail: read.SMTP_URL && read.MAIL_FROM ? { smtpUrl: read.SMTP_URL, from: read.MAIL_FROM.trim() } : null,
    providers,
    signInDomains: read.SIGN_IN_DOMAINS,
  };
}

/** GitHub itself answers its API on a host of its own; GitHub Enterprise Server under a path. */
function githubPlaces(url = 'https://github.com'): { url: string; apiUrl: string } {
  return { url, apiUrl: url === 'https://github.com' ? 'https://api.github.com' : `${url}/api/v3` };
}
