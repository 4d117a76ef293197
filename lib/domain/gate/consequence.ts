import { type GateAction, type GatePlacement, type GatePolicy, gateActions } from './spec.ts';

/** One thing a reviewer can choose, with what it means for this step. */
export type GateChoice = { action: GateAction; outcome?: string; label: string; consequence: string };

const consequences: Record<GatePlacement, Record<Exclude<GateAction, 'outcome'>, string>> = {
  before: {
    approve: 'Runs {step} with this input.',
    modify: 'Runs {step} with the input as you edit it.',
    retry: 'Makes the input anew and asks again.',
    skip: '{step} does not run; what follows goes on without its result.',
    cancel: 'Ends the run.',
  },
  after: {
    approve: 'Passes this result on.',
    modify: 'Passes the result on as you edit it.',
    retry: 'Runs {step} again, with your comment.',
    skip: 'Drops this result; what follows goes on without it.',
    cancel: 'Ends the run.',
  },
  onFailure: {
    approve: 'Accepts the failure; the ways on for a failed step are followed.',
    modify: 'Takes what you enter as the result of {step}.',
    retry: 'Runs {step} again, with your comment.',
    skip: '{step} counts as skipped; what follows goes on without its result.',
    cancel: 'Ends the run.',
  },
  alone: {
    approve: 'Lets the run go on.',
    modify: 'Lets the run go on with the payload as you edit it.',
    retry: 'Sends the work back with your comment and asks again when it is done.',
    skip: 'Goes on without this decision.',
    cancel: 'Ends the run.',
  },
};

/** Everything this gate offers, what it asks first: its outcomes, then the actions in their own order. */
export function choicesOf(policy: GatePolicy, stepName: string): GateChoice[] {
  const outcomesFirst = policy.actions.toSorted((a, b) => Number(b === 'outcome') - Number(a === 'outcome'));
  return outcomesFirst.flatMap((action): GateChoice[] => {
    if (action === 'outcome')
      return policy.outcomes.map((outcome) => ({
        action,
        outcome,
        label: outcome,
        consequence: `Goes on by the way “${outcome}”.`,
      }));
    const sentence = consequences[policy.placement][action];
    // A function: a name may hold `$&`, which means something in a replacement text.
    return [{ action, label: gateActions[action].label, consequence: sentence.replace('{step}', () => stepName) }];
  });
}
