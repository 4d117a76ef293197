import { formatDuration } from '../workflow/duration.ts';
import { type GatePolicy, gateActions } from './spec.ts';

/** A gate's policy as sentences, for people who decide under it. */
export function policyInWords(policy: GatePolicy): string[] {
  const words = [reviewers(policy), quorum(policy)];
  words.push(
    policy.selfApproval === 'never'
      ? 'Whoever started the run, wrote the version, edited this or had it run again cannot decide here.'
      : 'Whoever started the run, wrote the version, edited this or had it run again cannot decide here, unless the workspace allows it with a mark.',
  );
  if (policy.mandatory) words.push('It cannot be skipped.');
  if (policy.actions.includes('modify') && policy.editable !== true)
    words.push(policy.editable.length === 0 ? 'Nothing may be edited.' : `Editable: ${policy.editable.join(', ')}.`);
  if (policy.commentRequired.length > 0)
    words.push(
      `A comment is required to ${list(policy.commentRequired.map((action) => gateActions[action].label.toLowerCase()))}.`,
    );
  if (policy.form) words.push('A form has to be filled in.');
  if (policy.dueMs !== null) words.push(`Due ${formatDuration(policy.dueMs)} after it opened.`);
  if (policy.expireMs !== null)
    words.push(`After ${formatDuration(policy.expireMs)} it closes by itself: ${policy.expireThen ?? 'cancel'}.`);
  return words;
}

function reviewers({ reviewers: { users, groups } }: GatePolicy): string {
  const named = [...groups.map((group) => `group ${group}`), ...users];
  return named.length === 0 ? 'Everyone whose role may decide gates.' : `Decided by ${list(named)}.`;
}

function quorum({ quorum: asked }: GatePolicy): string {
  if (asked === 'all') return 'All of them have to let it pass; one is enough to stop it.';
  if (typeof asked === 'object')
    return `In this order: ${asked.levels.map((level) => level.join(' or ')).join(', then ')}; one is enough to stop it.`;
  return asked === 1 ? 'One decision is enough.' : `${asked} people have to let it pass; one is enough to stop it.`;
}

function list(names: string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : (names[0] ?? '');
}
