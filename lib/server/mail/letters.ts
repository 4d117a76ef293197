import { exactTime } from '#lib/domain/exact-time.ts';
import type { Letter } from './letter.ts';

/** To somebody who is invited to a workspace. */
export const invitationLetter = (given: {
  invitedBy: string;
  workspace: string;
  role: string;
  url: string;
}): Letter => ({
  subject: `${given.invitedBy} invites you to ${given.workspace}`,
  paragraphs: [
    `${given.invitedBy} invites you to the workspace ${given.workspace} in Countersign, as ${given.role}.`,
    'The link works once, for 7 days.',
  ],
  link: { label: 'See the invitation', url: given.url },
  footer: 'If you do not know what this is about, do nothing: without the link nothing happens.',
});

/** To somebody who asked for a new password, or for whom somebody else did. */
export const resetLetter = ({ name, url }: { name: string; url: string }): Letter => ({
  subject: 'Set a new password',
  paragraphs: [
    `Somebody asked for a new password for the account of ${name} in Countersign. If it was you, choose one here.`,
    'The link works once, for one hour.',
  ],
  link: { label: 'Set a new password', url },
  footer: 'If it was not you, do nothing: your password stays as it is.',
});

/** To somebody whose password was just changed, in case it was not them. `at` in milliseconds. */
export const passwordChangedLetter = (given: { name: string; timeZone: string; at: number; url: string }): Letter => ({
  subject: 'Your password was changed',
  paragraphs: [
    `The password of the account of ${given.name} in Countersign was changed on ${exactTime(given.at, given.timeZone)}. Other sessions were signed out.`,
    `If it was not you, set a new one at once at ${given.url}/forgot-password, and tell an owner of your workspace.`,
  ],
  footer: 'This is for your information only; nothing has to be done if it was you.',
});
