import { type Role, roleMay } from '../access/permissions.ts';
import { type Workforce, workforceOf } from './workforce.ts';

/** What may be changed of who can sign; groups by their names, members by their ids. */
export type WorkforceChange =
  | { change: 'group'; from: string; to: string; members: readonly string[] | null }
  | { change: 'noGroup'; name: string }
  | { change: 'role'; id: string; role: Role }
  | { change: 'noMember'; id: string }
  | { change: 'selfApproval'; to: 'never' | 'marked' };

/** The workforce as it would be. Whoever decides nothing yet is not made a decider: that only helps. */
export function changedWorkforce(workforce: Workforce, change: WorkforceChange): Workforce {
  switch (change.change) {
    case 'selfApproval':
      return workforceOf({ ...workforce, selfApproval: change.to });
    case 'role':
      return roleMay(change.role, 'gate.decide') ? workforce : without(workforce, change.id);
    case 'noMember':
      return without(workforce, change.id);
    case 'noGroup':
      return regrouped(workforce, change.name, null, []);
    case 'group':
      return regrouped(workforce, change.from, change.to, change.members);
  }
}

const without = (workforce: Workforce, gone: string): Workforce =>
  workforceOf({ ...workforce, deciders: workforce.deciders.filter(({ id }) => id !== gone) });

/** `members` null: those who are in it. */
function regrouped(
  workforce: Workforce,
  from: string,
  to: string | null,
  members: readonly string[] | null,
): Workforce {
  const inside = members && new Set(members);
  const groups = new Map(workforce.groups);
  const size = inside?.size ?? groups.get(from) ?? 0;
  groups.delete(from);
  if (to !== null) groups.set(to, size);
  const deciders = workforce.deciders.map((person) => {
    const stays = inside ? inside.has(person.id) : person.groups.includes(from);
    const others = person.groups.filter((group) => group !== from);
    return { ...person, groups: to !== null && stays ? [...others, to] : others };
  });
  return workforceOf({ ...workforce, groups, deciders });
}
