import { listed } from '../listed.ts';
import { formatDuration } from '../workflow/duration.ts';
import { spokenName } from './asked-words.ts';
import { type GatePolicy, gateActions } from './spec.ts';

/**
 * What holds at a gate beside who is asked and what they may do, each as a clause: "it cannot be skipped". What could
 * never take effect, such as a reminder after the gate has closed by itself, is not told.
 */
export function clausesOf(policy: GatePolicy): string[] {
  return [...demands(policy), ...course(policy)].filter((clause) => clause !== '');
}

function demands(policy: GatePolicy): string[] {
  const { actions, commentRequired, secondReviewer, exclude } = policy;
  const commented = actions.filter((action) => commentRequired.includes(action));
  return [
    policy.mandatory ? 'it cannot be skipped' : '',
    policy.form ? `they fill in ${listed(questionsOf(policy.form)) || 'a form'}` : '',
    commented.length > 0
      ? `a comment is required to ${listed(
          commented.map((action) => gateActions[action].label.toLowerCase()),
          'or',
        )}`
      : '',
    policy.stepUp ? 'to let it pass, they give their password or a code again' : '',
    secondReviewer.length > 0 && actions.includes('modify')
      ? `an edit of ${listed(secondReviewer, 'or')} takes effect only when somebody else approves it too`
      : '',
    exclude.length > 0 ? `${listed(exclude.map(spokenName))} can never let it pass` : '',
    policy.selfApproval === 'never' ? 'whoever started, wrote, edited or retried it can never let it pass' : '',
  ];
}

/** What happens by itself, in the order of time. */
function course({ remindMs, escalate, expireMs, expireThen, reuse }: GatePolicy): string[] {
  const before = (after: number) => expireMs === null || after < expireMs;
  const reminders = remindMs.filter(before);
  const stages = escalate.filter(({ afterMs }) => before(afterMs));
  return [
    reminders.length > 0
      ? `those who are asked and have not signed are reminded after ${listed(reminders.map(formatDuration))}`
      : '',
    stages.length > 0
      ? `without a decision, it also asks ${stages
          .map(({ afterMs, to }) => `${listed(to.map(spokenName)) || 'nobody'} after ${formatDuration(afterMs)}`)
          .join(', then ')}`
      : '',
    expireMs === null ? '' : `without a decision after ${formatDuration(expireMs)}, ${ending(expireThen)}`,
    reuse ? 'in a rerun, signatures on exactly the same count again, but for one of whoever reruns it' : '',
  ];
}

function ending(then: string | null): string {
  if (then === null || then === 'cancel') return 'the run is cancelled';
  if (then === 'approve') return 'it is approved by itself';
  return then === 'skip' ? 'it is skipped' : `“${then}” is chosen`;
}

const questionsOf = ({ properties }: NonNullable<GatePolicy['form']>): string[] =>
  typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
