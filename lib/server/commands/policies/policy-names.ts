import type { PolicyView } from '#lib/contracts/policy.ts';
import { refuse } from '#lib/server/refusal.ts';

/** 409: gates name a policy, so that no two can be called the same. */
export const nameTaken = (name: string) =>
  refuse('conflict', {
    detail: `There is a policy “${name}” already.`,
    fix: 'Change that one, or take another name.',
    errors: [{ path: 'name', message: 'is taken' }],
  });

/** 409: gates that name a policy which is not there let nobody pass. */
export const stillNamed = ({ name, usedBy }: PolicyView) => {
  const names = usedBy.slice(0, 5).map((workflow) => `“${workflow.name}”`);
  const more = usedBy.length > names.length ? ` and ${usedBy.length - names.length} more` : '';
  return refuse('in_use', {
    detail: `Gates in ${names.join(', ')}${more} name the policy “${name}”; without it nobody could let them pass.`,
    fix: 'Take it out of their gates first, drafts included.',
  });
};

/** What the record keeps of it: every part of the demand by itself, so that it says which one changed. */
export const toldOf = ({ name, description, everywhere, demand }: PolicyView) => ({
  name,
  description,
  everywhere,
  ...Object.fromEntries(Object.entries(demand).map(([part, value]) => [`demand.${part}`, value])),
});
