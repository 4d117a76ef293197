import { listed } from '../listed.ts';
import type { GatePolicy } from './spec.ts';

/** A group, or a person by e-mail, as sentences speak of them. */
export const spokenName = (name: string): string => (name.includes('@') ? name : `group ${name}`);

const longestExpression = 80;

/** Those a gate names, levels aside; empty where it names nobody: "group release", "those that `inputs.owner` names". */
export function namedWords({ reviewers: { groups, users, expression } }: Pick<GatePolicy, 'reviewers'>): string[] {
  const text = expression?.replace(/\s+/g, ' ').trim();
  const short = text && text.length > longestExpression ? `${text.slice(0, longestExpression)}…` : text;
  return [
    ...groups.map((group) => `group ${group}`),
    ...users,
    ...(expression === null ? [] : [`those that \`${short}\` names`]),
  ];
}

type Asks = Pick<GatePolicy, 'reviewers' | 'quorum' | 'atLeast' | 'heldBy'>;

/** Its policy is gone, and with it those who could let it pass. */
export const asksNobody = (policy: Asks): boolean => policy.heldBy !== null && namedWords(policy).length === 0;

/** Who must let it pass, with how many of them: "2 of group release and reviewer@example.org". */
export function whoWords(policy: Asks): string {
  const { quorum, reviewers, atLeast = 1 } = policy;
  const named = namedWords(policy);
  if (asksNobody(policy)) return 'nobody';
  if (typeof quorum === 'object') return levelWords(quorum.levels, policy, named);
  if (quorum === 'all') {
    const all = named.length === 0 ? 'everyone who may decide' : `all of ${listed(named)}`;
    return atLeast > 1 ? `${all}, and no fewer than ${atLeast},` : all;
  }
  if (named.length === 0) return quorum === 1 ? 'anyone who may decide' : `${quorum} people who may decide`;
  if (named.length === 1 && reviewers.users.length === 1 && quorum === 1) return reviewers.users[0] ?? '';
  return `${quorum === 1 ? 'one' : quorum} of ${listed(named)}`;
}

/** Whoever signs at a level is also one of those who are named, which goes without saying where the levels name no others. */
function levelWords(levels: string[][], { reviewers }: Asks, named: string[]): string {
  const all = [...reviewers.groups, ...reviewers.users];
  const narrowed = named.length > 0 && !levels.flat().every((name) => all.includes(name));
  const order = levels.map((level) => listed(level.map(spokenName), 'or')).join(', then ');
  return `first ${order}${narrowed ? `, each of them also among ${listed(named)},` : ''}`;
}
