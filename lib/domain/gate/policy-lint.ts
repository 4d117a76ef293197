import { didYouMean } from '../expression/closest-name.ts';
import type { GateTrouble } from './lint.ts';
import type { GatePolicy, GateSpec } from './spec.ts';
import type { Workforce } from './workforce.ts';

/** Whether the gate names a policy that the workspace has not. */
export const isLost = ({ named }: GatePolicy, { policies }: Workforce) =>
  named !== null && !policies.some(({ name }) => name === named);

/** Where a gate and the policies of the workspace do not go together. `policy`: what they make of `drawn`. */
export function policyTroubles(
  spec: GateSpec,
  drawn: GatePolicy,
  policy: GatePolicy,
  workforce: Workforce,
): GateTrouble[] {
  const { policies } = workforce;
  if (isLost(drawn, workforce)) {
    const names = policies.map(({ name }) => name);
    return [
      {
        rule: 'gate.unknownPolicy',
        key: ['policy'],
        message: `The workspace has no policy "${drawn.named?.slice(0, 100)}", so nobody could let this pass.`,
        fix:
          names.length === 0
            ? 'Make one under Settings → Policies, or remove policy.'
            : `It has: ${names.slice(0, 12).join(', ')}.${didYouMean(drawn.named ?? '', names)}`,
      },
    ];
  }
  const troubles: GateTrouble[] = [];
  const held = (key: string, name: string, what: string) =>
    troubles.push({
      rule: 'gate.policyHolds',
      key: [key],
      message: `The policy "${name}" decides ${what}, so this has no effect.`,
      fix: `Remove ${key} here, or change the policy under Settings → Policies.`,
    });
  if (policy.heldBy !== null) {
    if (namesAnybody(spec.reviewers)) held('reviewers', policy.heldBy, 'who signs');
    if (spec.escalate !== undefined) held('escalate', policy.heldBy, 'who is asked later');
  }
  const ends = policies.find(({ name, everywhere, demand }) => demand.expire && (everywhere || name === drawn.named));
  if (ends && spec.expire) held('expire', ends.name, 'when the gate closes by itself');
  else if (drawn.expireThen !== null && drawn.expireThen !== policy.expireThen)
    troubles.push({
      rule: 'gate.policyHolds',
      key: ['expire', 'then'],
      message: `Under a policy of the workspace no gate passes by itself: it cancels the run instead of ${drawn.expireThen}.`,
      fix: 'Use cancel.',
    });
  const offers = ({ actions, outcomes }: GatePolicy) =>
    outcomes.length > 0 || actions.some((action) => action === 'approve' || action === 'modify' || action === 'skip');
  if (offers(drawn) && !offers(policy))
    troubles.push({
      rule: 'gate.noWayOn',
      key: ['actions'],
      message: 'What this gate offers and what the policies of the workspace allow leave no way to let the run go on.',
      fix: 'Offer approve.',
    });
  return troubles;
}

const namesAnybody = (reviewers: GateSpec['reviewers']) =>
  (reviewers?.users?.length ?? 0) + (reviewers?.groups?.length ?? 0) > 0 || reviewers?.expression !== undefined;
