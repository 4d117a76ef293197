import type { RuleCode } from '../workflow/findings/rules.ts';
import { nameTrouble } from './name-trouble.ts';
import { namesIn } from './names-in.ts';
import { isLost, policyTroubles } from './policy-lint.ts';
import { type Shortfall, shortfallOf } from './shortfall.ts';
import { shortfallWords } from './shortfall-words.ts';
import type { GatePolicy, GateSpec } from './spec.ts';
import { strengthened } from './strengthen.ts';
import type { Workforce } from './workforce.ts';

/** Something wrong with a gate: what, where in the gate, and what to do. */
export type GateTrouble = {
  rule: Extract<RuleCode, `gate.${string}`>;
  key: (string | number)[];
  message: string;
  fix: string;
};

/** A gate as its author wrote it, with the same written out, and the members who wrote it. */
export type Drawn = { spec: GateSpec; policy: GatePolicy; authors: readonly string[] };

/** Whether a drawn gate can be passed by those who are there, under what the workspace demands; its expression aside. */
export function drawnShortfall(
  { policy: drawn, authors }: Omit<Drawn, 'spec'>,
  workforce: Workforce,
): Shortfall | null {
  const policy = strengthened(drawn, workforce.policies) ?? drawn;
  // Whom an expression names is known when the gate opens; a policy that is gone has a finding of its own.
  if (policy.reviewers.expression !== null || isLost(drawn, workforce)) return null;
  const { users, groups } = policy.reviewers;
  const asked = [...groups, ...users];
  return shortfallOf(
    {
      policy,
      asked: asked.length === 0 ? null : asked,
      escalatedTo: policy.escalate.flatMap(({ to }) => to),
      excluded: authors.map((id) => ({ id, why: 'author' })),
      votes: [],
    },
    workforce,
  );
}

/** What is wrong with a gate as long as the workspace is as it is: its people, groups and policies. */
export function gateTroubles(gate: Drawn, workforce: Workforce): GateTrouble[] {
  const { spec, policy: drawn } = gate;
  const policy = strengthened(drawn, workforce.policies) ?? drawn;
  return [
    ...namesIn(spec).flatMap((written) => nameTrouble(written, workforce) ?? []),
    ...policyTroubles(spec, drawn, policy, workforce),
    ...shortTrouble(gate, policy, workforce),
    ...secondTrouble(spec, policy, workforce),
    ...stepUpTroubles(spec, policy, workforce),
  ];
}

function shortTrouble(gate: Drawn, { heldBy }: GatePolicy, workforce: Workforce): GateTrouble[] {
  const short = drawnShortfall(gate, workforce);
  if (!short) return [];
  const { message, fix } = shortfallWords(short);
  const { spec } = gate;
  const [rule, key] =
    short.kind === 'nobody'
      ? (['gate.nobody', short.why === 'excluded' ? 'exclude' : 'reviewers'] as const)
      : ([short.kind === 'few' ? 'gate.unmeetable' : 'gate.levels', 'quorum'] as const);
  const own = spec[key] !== undefined;
  return [{ rule, key: own ? [key] : spec.policy !== undefined && heldBy !== null ? ['policy'] : [], message, fix }];
}

/** An edit of such a field needs a second person, who has to be there. */
function secondTrouble(spec: GateSpec, policy: GatePolicy, workforce: Workforce): GateTrouble[] {
  const { secondReviewer, actions, reviewers, escalate } = policy;
  if (secondReviewer.length === 0 || !actions.includes('modify') || reviewers.expression !== null) return [];
  const named = [...reviewers.groups, ...reviewers.users];
  const asked = named.length === 0 ? null : [...named, ...escalate.flatMap(({ to }) => to)];
  const ids = asked === null ? null : new Set(asked.flatMap((name) => [...workforce.named(name)]));
  const count = ids?.size ?? workforce.deciders.length;
  if (count !== 1) return [];
  return [
    {
      rule: 'gate.second',
      key: spec.secondReviewer ? ['secondReviewer'] : [],
      message: 'An edit of some fields needs a second reviewer, but only one person can sign here.',
      fix: 'Ask more people, or remove secondReviewer.',
    },
  ];
}

function stepUpTroubles(spec: GateSpec, policy: GatePolicy, { named, deciders }: Workforce): GateTrouble[] {
  if (!policy.stepUp) return [];
  const own = spec.reviewers?.users ?? [];
  return policy.reviewers.users.flatMap((email): GateTrouble[] => {
    const person = deciders.find(({ id }) => named(email).has(id));
    if (!person || person.provable) return [];
    const at = own.indexOf(email);
    return [
      {
        rule: 'gate.stepUp',
        key: at === -1 ? [] : ['reviewers', 'users', at],
        message: `${email} has neither a password nor a second factor, so cannot sign where proof is asked again.`,
        fix: 'Ask them to set one up under Settings → Profile.',
      },
    ];
  });
}
