import { isObject } from '../model/draft.ts';
import { textsIn } from './gate-part.ts';

/** One stage of an escalation as the form shows it: groups and people in one list. `after`: a duration once it fits. */
export type Stage = { after: unknown; to: string[] };

/** The stages of a draft in their written order; one stage may stand alone. */
export function readStages(escalate: unknown): Stage[] {
  return [escalate ?? []].flat().map((stage: unknown) => {
    const { after, to } = isObject(stage) ? stage : {};
    const { groups, users } = isObject(to) ? to : {};
    return { after, to: [...textsIn(groups), ...textsIn(users)] };
  });
}

/** The shortest form an author would write; an address has an @, the name of a group has none. */
export function writeStages(stages: readonly Stage[]): unknown {
  const written = stages.map(({ after, to }) => {
    const groups = to.filter((name) => !name.includes('@'));
    const users = to.filter((name) => name.includes('@'));
    return { after, to: { ...(groups.length > 0 ? { groups } : {}), ...(users.length > 0 ? { users } : {}) } };
  });
  return written.length > 1 ? written : written[0];
}
