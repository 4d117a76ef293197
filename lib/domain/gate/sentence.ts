import { formatDuration, parseDuration } from '../workflow/duration.ts';
import { type GateSpec, gateActions, gateSchema } from './spec.ts';

/** The step a gate belongs to, as the sentence speaks of it. */
export type GatedStep = { name: string; kind: string };

/**
 * A gate as its author wrote it, read back as one English sentence: "After notes, 2 of group release must let its output
 * pass within 1d; they may edit text, have it run again or cancel the run." A gate that does not fit its shape yet is
 * told as such, with the first thing that is wrong.
 */
export function gateSentence(given: unknown, step: GatedStep): string {
  const read = gateSchema.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const where = issue?.path.join('.');
    return `This gate is not complete: ${where ? `${where} ` : ''}${issue?.message ?? 'it has errors'}.`;
  }
  const gate = read.data;
  const alone = step.kind === 'gate';
  const placement = alone ? 'alone' : (gate.placement ?? 'after');
  const outcomes = alone ? (gate.outcomes ?? []) : [];
  const lead = {
    before: `Before ${step.name} runs`,
    after: `After ${step.name}`,
    onFailure: `When ${step.name} fails`,
    alone: `At ${step.name}`,
  };
  const asked = {
    before: 'must let its input pass',
    after: 'must let its output pass',
    onFailure: 'must say what happens next',
    alone: outcomes.length > 0 ? `must choose ${listed(outcomes, 'or')}` : 'must let the run go on',
  };
  const within = gate.due === undefined ? '' : ` within ${spoken(gate.due)}`;
  const main = `${lead[placement]}, ${who(gate)} ${asked[placement]}${within}`;
  return `${[main, ...rights(gate, placement), ...ends(gate)].join('; ')}.`;
}

function who({ reviewers, quorum = 1 }: GateSpec): string {
  const named = [...(reviewers?.groups ?? []).map((group) => `group ${group}`), ...(reviewers?.users ?? [])];
  if (typeof quorum === 'object') return `first ${quorum.levels.map((level) => listed(level, 'or')).join(', then ')}`;
  if (quorum === 'all') return named.length === 0 ? 'everyone who may decide' : `all of ${listed(named)}`;
  if (named.length === 0) return quorum === 1 ? 'anyone who may decide' : `${quorum} people who may decide`;
  const onePerson = named.length === 1 && reviewers?.users?.length === 1;
  if (onePerson && quorum === 1) return named[0] ?? '';
  return `${quorum === 1 ? 'one' : quorum} of ${listed(named)}`;
}

function rights(gate: GateSpec, placement: 'before' | 'after' | 'onFailure' | 'alone'): string[] {
  const outcomes = placement === 'alone' && (gate.outcomes?.length ?? 0) > 0;
  const usual = outcomes ? ['retry', 'skip', 'cancel'] : ['approve', 'modify', 'retry', 'skip', 'cancel'];
  const actions = new Set<string>(gate.actions ?? usual);
  if (gate.mandatory) actions.delete('skip');
  const again = {
    before: 'have its input made anew',
    after: 'have it run again',
    onFailure: 'have it run again',
    alone: 'send it back',
  };
  const may = [
    actions.has('approve') && placement === 'onFailure' ? 'accept the failure' : '',
    actions.has('approve') && outcomes ? 'approve it' : '',
    actions.has('modify') ? editing(gate, placement) : '',
    actions.has('retry') ? again[placement] : '',
    actions.has('skip') ? (placement === 'after' ? 'drop the result' : 'skip it') : '',
    actions.has('cancel') ? 'cancel the run' : '',
  ].filter(Boolean);
  const fields = gate.form?.properties;
  const asked = typeof fields === 'object' && fields !== null ? Object.keys(fields) : [];
  return [
    may.length > 0 ? `they may ${listed(may, 'or')}` : 'they may do nothing else',
    gate.mandatory ? 'it cannot be skipped' : '',
    gate.form ? `they fill in ${asked.length > 0 ? listed(asked) : 'a form'}` : '',
    gate.commentRequired?.length
      ? `a comment is required to ${listed(
          gate.commentRequired.map((action) => gateActions[action].label.toLowerCase()),
          'or',
        )}`
      : '',
    gate.selfApproval === 'never' ? 'whoever started, wrote or edited it can never decide' : '',
  ].filter(Boolean);
}

function editing({ editable }: GateSpec, placement: string): string {
  const what = placement === 'onFailure' ? 'enter a result instead' : 'edit it';
  if (editable === undefined || editable === true || placement === 'onFailure') return what;
  return editable.length === 0 ? '' : `edit ${listed(editable)}`;
}

function ends({ expire }: GateSpec): string[] {
  if (!expire) return [];
  const end =
    expire.then === 'cancel'
      ? 'the run is cancelled'
      : expire.then === 'approve'
        ? 'it is approved by itself'
        : expire.then === 'skip'
          ? 'it is skipped'
          : `“${expire.then}” is chosen`;
  return [`without a decision after ${spoken(expire.after)}, ${end}`];
}

function spoken(value: string | number): string {
  const ms = parseDuration(value);
  return ms === null ? String(value) : formatDuration(ms);
}

function listed(words: readonly string[], and = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;
}
