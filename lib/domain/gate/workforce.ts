import type { NamedPolicy } from './strengthen.ts';

/** A member whose role lets them decide gates. */
export type Decider = {
  id: string;
  email: string;
  groups: readonly string[];
  /** Has a password or a second factor, so that they can prove again that it is they. */
  provable: boolean;
};

/** Who there is to sign in a workspace, and what its rules ask of them. */
export type Workforce = {
  deciders: readonly Decider[];
  /** E-mails of the members whose role decides nothing, in small letters. */
  others: ReadonlySet<string>;
  /** Every group with the number of its members, of whatever role. */
  groups: ReadonlyMap<string, number>;
  selfApproval: 'never' | 'marked';
  policies: readonly NamedPolicy[];
  /** Ids of the deciders that a group's name or an e-mail stands for. */
  named: (name: string) => ReadonlySet<string>;
};

const nobody: ReadonlySet<string> = new Set();

export function workforceOf(given: Omit<Workforce, 'named'>): Workforce {
  const byName = new Map<string, Set<string>>();
  const add = (name: string, id: string) => {
    const ids = byName.get(name);
    if (ids) ids.add(id);
    else byName.set(name, new Set([id]));
  };
  for (const { id, email, groups } of given.deciders) {
    add(email.toLowerCase(), id);
    for (const group of groups) add(group, id);
  }
  return { ...given, named: (name) => byName.get(name) ?? byName.get(name.toLowerCase()) ?? nobody };
}
