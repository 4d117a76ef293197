import { didYouMean } from '../expression/closest-name.ts';
import type { GateTrouble } from './lint.ts';
import type { WrittenName } from './names-in.ts';
import type { Workforce } from './workforce.ts';

/** What is wrong with a group or an e-mail that is named; null when it stands for somebody who may decide. */
export function nameTrouble(
  { name, key, kind }: WrittenName,
  { groups, named, others }: Workforce,
): GateTrouble | null {
  const short = name.slice(0, 100);
  const known = named(name).size > 0;
  if (kind !== 'user' && groups.has(name)) {
    if (known || key[0] === 'exclude') return null;
    const none = groups.get(name) === 0;
    return {
      rule: 'gate.emptyGroup',
      key,
      message: none ? `The group "${short}" has no members.` : `Nobody in the group "${short}" may decide gates.`,
      fix: 'Put people into it under Settings → Groups, or name another.',
    };
  }
  if (known) return null;
  if (kind !== 'group' && others.has(name.toLowerCase()))
    return key[0] === 'exclude'
      ? null
      : {
          rule: 'gate.unknownReviewer',
          key,
          message: `The role of ${short} does not decide gates.`,
          fix: 'Give them the role reviewer, or name somebody else.',
        };
  const person = kind === 'user' || (kind === 'any' && name.includes('@'));
  return {
    rule: 'gate.unknownReviewer',
    key,
    message: person ? `${short} is no member of the workspace.` : `The workspace has no group "${short}".`,
    fix: person
      ? 'Invite them under Settings → Members, or correct the address.'
      : `Make it under Settings → Groups, or correct the name.${didYouMean(name, groups.keys())}`,
  };
}
