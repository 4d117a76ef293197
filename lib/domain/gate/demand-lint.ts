import { drawnShortfall } from './lint.ts';
import { nameTrouble } from './name-trouble.ts';
import { namesIn } from './names-in.ts';
import { plainPolicy } from './plain-policy.ts';
import { shortfallWords } from './shortfall-words.ts';
import { type NamedPolicy, reviewersOf } from './strengthen.ts';
import type { Workforce } from './workforce.ts';

type DemandTrouble = { path: (string | number)[]; message: string; fix: string };

/** Why a gate that asks for nothing else could not be passed under this policy by those who are there; what of it has no effect. */
export function demandTroubles(policy: NamedPolicy, workforce: Workforce): DemandTrouble[] {
  const { demand } = policy;
  const names = namesIn(demand).flatMap((written): DemandTrouble[] => {
    const trouble = nameTrouble(written, workforce);
    return trouble ? [{ path: trouble.key, message: trouble.message, fix: trouble.fix }] : [];
  });
  const alone = { ...workforce, policies: [{ name: 'this', everywhere: true, demand }] };
  const short = drawnShortfall({ policy: { ...plainPolicy, placement: 'after', title: '' }, authors: [] }, alone);
  return [
    ...names,
    ...outranked(policy, workforce.policies),
    ...(short ? [{ path: [], ...shortfallWords(short) }] : []),
  ];
}

/** One policy alone says who decides at a gate: see `strengthened`. */
function outranked({ name, everywhere, demand }: NamedPolicy, policies: readonly NamedPolicy[]): DemandTrouble[] {
  if (!reviewersOf(demand)) return [];
  const holder = policies.find(
    (one) => one.everywhere && one.name !== name && reviewersOf(one.demand) && (!everywhere || one.name < name),
  );
  if (!holder) return [];
  return [
    {
      path: ['reviewers'],
      message: `The policy "${holder.name}" says who decides at every gate, so whom this one names has no effect.`,
      fix: 'Name people in one of the two.',
    },
  ];
}
