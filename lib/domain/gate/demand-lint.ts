import { drawnShortfall } from './lint.ts';
import { nameTrouble } from './name-trouble.ts';
import { namesIn } from './names-in.ts';
import { plainPolicy } from './plain-policy.ts';
import { shortfallWords } from './shortfall-words.ts';
import type { PolicyDemand } from './spec.ts';
import type { Workforce } from './workforce.ts';

type DemandTrouble = { path: (string | number)[]; message: string; fix: string };

/** Why a gate that asks for nothing else could not be passed under this demand by those who are there. */
export function demandTroubles(demand: PolicyDemand, workforce: Workforce): DemandTrouble[] {
  const names = namesIn(demand).flatMap((written): DemandTrouble[] => {
    const trouble = nameTrouble(written, workforce);
    return trouble ? [{ path: trouble.key, message: trouble.message, fix: trouble.fix }] : [];
  });
  const alone = { ...workforce, policies: [{ name: 'this', everywhere: true, demand }] };
  const short = drawnShortfall({ policy: { ...plainPolicy, placement: 'after', title: '' }, authors: [] }, alone);
  return short ? [...names, { path: [], ...shortfallWords(short) }] : names;
}
