import type { GateGroup } from '#lib/contracts/approval.ts';
import { type GateAction, gateActions } from '#lib/domain/gate/spec.ts';
import type { OfferedAction } from '../decide/choice.ts';

/** In the order of a case: what lets through, then what sends back and stops. Nobody edits many at once. */
const order = ['approve', 'skip', 'retry', 'cancel'] as const satisfies readonly GateAction[];

/** What every one of the selected cases offers, with its consequence for all of them. */
export function choicesFor(groups: readonly GateGroup[]): OfferedAction[] {
  const [first] = groups;
  if (!first) return [];
  const outcomes = first.outcomes.filter((outcome) => groups.every((group) => group.outcomes.includes(outcome)));
  const actions = order.filter((action) => groups.every((group) => group.actions.includes(action)));
  return [
    ...outcomes.map((outcome) => ({
      action: 'outcome' as const,
      outcome,
      label: outcome,
      consequence: `Every run goes on by the way “${outcome}”.`,
    })),
    ...actions.map((action) => ({ action, label: gateActions[action].label, consequence: consequences[action] })),
  ];
}

const consequences = {
  approve: 'Each is let pass, as it stands now, and its run goes on once all its signatures are there.',
  skip: 'Each is skipped; what follows in its run goes on without it.',
  retry: 'Each is sent back: its step runs again, with your comment.',
  cancel: 'Every one of these runs ends here. A run that has ended does not go on.',
} as const;

/** "Approve 12 cases", "Cancel 1 run". */
export function sendManyWords({ action, label }: OfferedAction, count: number): string {
  if (action === 'cancel') return count === 1 ? 'Cancel 1 run' : `Cancel ${count} runs`;
  const cases = count === 1 ? '1 case' : `${count} cases`;
  return action === 'outcome' ? `Sign “${label}” for ${cases}` : `${label} ${cases}`;
}

/** Cases that the server will refuse from this person, as they stand. */
export const notMine = (groups: readonly GateGroup[], { action }: OfferedAction) =>
  groups
    .flatMap((group) => group.gates)
    .filter(({ mine }) => mine.signed || !(gateActions[action].letsThrough ? mine.may : mine.mayStop));
