/** Whose accounts can sign somebody in here, once the operator has set them up. `label` is theirs unless configured. */
export const identityProviders = {
  oidc: { label: 'Single sign-on' },
  github: { label: 'GitHub' },
  google: { label: 'Google' },
} as const satisfies Record<string, { label: string }>;

export type ProviderId = keyof typeof identityProviders;
export const providerIds = Object.keys(identityProviders) as [ProviderId, ...ProviderId[]];

export const isProviderId = (text: string): text is ProviderId => Object.hasOwn(identityProviders, text);

/** Why a provider's word did not let somebody in (or did not connect): what the page says, and what to do. */
export const providerRefusals = {
  not_invited: {
    title: 'Nobody with this address is a member here.',
    fix: 'Ask an owner or admin to invite exactly the address of that account.',
  },
  unverified: {
    title: 'That account does not prove your e-mail address.',
    fix: 'Confirm the address there first, or sign in with your password and connect the account in your profile.',
  },
  second_factor: {
    title: 'Your account is guarded by a second factor.',
    fix: 'Sign in with your password and code, then connect the other account in your profile.',
  },
  not_a_member: {
    title: 'Your account belongs to no workspace any more.',
    fix: 'Ask an owner or admin for a new invitation.',
  },
  taken: {
    title: 'That account is connected with somebody else here.',
    fix: 'Sign in with it, or choose another one.',
  },
  already_connected: {
    title: 'You have connected another account of this kind.',
    fix: 'Disconnect it first.',
  },
  not_connected: {
    title: 'The account was not connected.',
    fix: 'Begin again from your profile, in the browser you are signed in with.',
  },
} as const satisfies Record<string, { title: string; fix: string }>;

export type ProviderRefusal = keyof typeof providerRefusals;

export const isProviderRefusal = (text: string): text is ProviderRefusal => Object.hasOwn(providerRefusals, text);
