import type { Permission } from '#lib/domain/access/permissions.ts';

interface Section {
  href: string;
  label: string;
  about: string;
  /** Offered only to those who hold it. */
  needs?: Permission;
}

/** The parts of the settings, each with its own address. */
export const sections: readonly [Section, ...Section[]] = [
  { href: '/settings', label: 'Profile', about: 'Your name, how you sign in, how pages look.' },
  { href: '/settings/sessions', label: 'Sessions', about: 'Where you are signed in.' },
  { href: '/settings/keys', label: 'API keys', about: 'For programs that act as you.' },
  {
    href: '/settings/secrets',
    label: 'Secrets',
    about: 'Values that workflows use by name and nobody reads again.',
    needs: 'secret.read',
  },
  {
    href: '/settings/channels',
    label: 'Channels',
    about: 'Where notices about gates go, and what workflows tell people.',
    needs: 'channel.read',
  },
  { href: '/settings/members', label: 'Members', about: 'Who is in the workspace, and who is invited.' },
  { href: '/settings/groups', label: 'Groups', about: 'Gates name groups as reviewers.' },
  {
    href: '/settings/policies',
    label: 'Policies',
    about: 'What every gate has to keep to, whoever draws it.',
    needs: 'policy.read',
  },
  {
    href: '/settings/workspace',
    label: 'Workspace',
    about: 'Its name, who may sign for themselves, what steps may reach, what roles may do.',
  },
];
