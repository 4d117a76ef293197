import type { PolicyDemand } from '#lib/domain/gate/spec.ts';
import type { NamedPolicy } from '#lib/domain/gate/strengthen.ts';

/** What an author cannot change while a policy of the workspace holds. */
export const holdable = ['reviewers', 'escalate', 'expire', 'selfApproval', 'mandatory', 'stepUp', 'quorum'] as const;
export type Holdable = (typeof holdable)[number];

/** The policies that hold at a gate, and by which of them each part is held. */
export type Held = {
  policies: readonly NamedPolicy[];
  by: Readonly<Partial<Record<Holdable, string>>>;
  /** Actions that are not offered whatever the author says, by the policy that leaves them out. */
  barred: Readonly<Record<string, string>>;
  /** Actions that ask for a comment whatever the author says. */
  commented: Readonly<Record<string, string>>;
};

/** What the workspace's policies hold of a gate that names this one. */
export function heldAt(named: unknown, policies: readonly NamedPolicy[]): Held {
  const holding = policies.filter(({ name, everywhere }) => everywhere || name === named);
  const by: Partial<Record<Holdable, string>> = {};
  const barred: Record<string, string> = {};
  const commented: Record<string, string> = {};
  for (const { name, demand } of holding) {
    for (const part of holdable) if (holds[part](demand)) by[part] ??= name;
    for (const action of ['approve', 'modify', 'retry', 'skip', 'cancel'] as const)
      if ((demand.actions && !demand.actions.includes(action)) || (action === 'skip' && demand.mandatory))
        barred[action] ??= name;
    for (const action of demand.commentRequired ?? []) commented[action] ??= name;
  }
  return { policies: holding, by, barred, commented };
}

const namesPeople = ({ reviewers, quorum }: PolicyDemand) =>
  typeof quorum === 'object' || (reviewers?.users?.length ?? 0) + (reviewers?.groups?.length ?? 0) > 0;

const holds: Record<Holdable, (demand: PolicyDemand) => boolean> = {
  reviewers: namesPeople,
  escalate: (demand) => demand.escalate !== undefined || namesPeople(demand),
  expire: ({ expire }) => expire !== undefined,
  selfApproval: ({ selfApproval }) => selfApproval === 'never',
  mandatory: ({ mandatory }) => mandatory === true,
  stepUp: ({ stepUp }) => stepUp === true,
  quorum: ({ quorum }) => quorum === 'all' || typeof quorum === 'object',
};

/** Why a field cannot be changed; nothing where it can. */
export const heldWords = (held: Held, part: Holdable): string | undefined =>
  held.by[part] === undefined ? undefined : `The policy “${held.by[part]}” of the workspace says so.`;

/** As `heldWords`, where the field shows what its author wrote and not what holds. */
export const overruledWords = (held: Held, part: Holdable): string | undefined =>
  held.by[part] === undefined
    ? undefined
    : `The policy “${held.by[part]}” of the workspace decides this; what stands here has no effect.`;
