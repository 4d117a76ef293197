import { listed } from '../listed.ts';
import { formatDuration } from '../workflow/duration.ts';
import { gatePolicy } from '../workflow/normal.ts';
import { asksNobody, whoWords } from './asked-words.ts';
import { clausesOf } from './clauses.ts';
import { type GatePlacement, type GatePolicy, gateSchema } from './spec.ts';
import { type NamedPolicy, strengthened } from './strengthen.ts';

/** The step a gate belongs to, as the sentence speaks of it. */
export type GatedStep = { name: string; kind: string };

/**
 * A gate as its author wrote it, read back as one English sentence: "After notes, 2 of group release must let its output
 * pass within 1d; they may edit text, have it run again or cancel the run." With the workspace's policies, it tells
 * what holds once they are kept. A gate that does not fit its shape yet is told as such, with the first thing that is
 * wrong.
 */
export function gateSentence(given: unknown, step: GatedStep, policies?: readonly NamedPolicy[]): string {
  const read = gateSchema.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const where = issue?.path.join('.');
    return `This gate is not complete: ${where ? `${where} ` : ''}${issue?.message ?? 'it has errors'}.`;
  }
  const drawn = gatePolicy(read.data, { ...step, id: step.name });
  const policy = (policies && strengthened(drawn, policies)) ?? drawn;
  const within = policy.dueMs === null ? '' : ` within ${formatDuration(policy.dueMs)}`;
  const main = `${leads[policy.placement](step.name)}, ${whoWords(policy)} ${asked(policy)}${within}`;
  return `${[main, rights(policy), unedited(policy), ...clausesOf(policy), ...kept(drawn, policies)].filter(Boolean).join('; ')}.`;
}

const leads: Record<GatePlacement, (name: string) => string> = {
  before: (name) => `Before ${name} runs`,
  after: (name) => `After ${name}`,
  onFailure: (name) => `When ${name} fails`,
  alone: (name) => `At ${name}`,
};

function asked(policy: GatePolicy): string {
  const { placement, actions, outcomes } = policy;
  const must = asksNobody(policy) ? 'can' : 'must';
  if (outcomes.length > 0) return `${must} choose ${listed(outcomes, 'or')}`;
  if (placement === 'onFailure' || !(actions.includes('approve') || actions.includes('modify')))
    return `${must} say what happens next`;
  if (placement === 'alone') return `${must} let the run go on`;
  return `${must} let its ${placement === 'before' ? 'input' : 'output'} pass`;
}

function rights(policy: GatePolicy): string {
  if (asksNobody(policy)) return '';
  const { placement, outcomes } = policy;
  const has = (action: GatePolicy['actions'][number]) => policy.actions.includes(action);
  const again = {
    before: 'have its input made anew',
    after: 'have it run again',
    onFailure: 'have it run again',
    alone: 'send it back',
  };
  const may = [
    has('approve') && placement === 'onFailure' ? 'accept the failure' : '',
    has('approve') && outcomes.length > 0 ? 'approve it' : '',
    has('modify') ? editing(policy) : '',
    has('retry') ? again[placement] : '',
    has('skip') ? (placement === 'after' ? 'drop the result' : 'skip it') : '',
    has('cancel') ? 'cancel the run' : '',
  ].filter(Boolean);
  return may.length > 0 ? `they may ${listed(may, 'or')}` : 'they may do nothing else';
}

function editing({ editable, placement }: GatePolicy): string {
  const what = placement === 'onFailure' ? 'enter a result instead' : 'edit it';
  if (editable === true || placement === 'onFailure') return what;
  return editable.length === 0 ? '' : `edit ${listed(editable)}`;
}

/** Where what is shown cannot pass as it stands, though something can. */
function unedited({ placement, outcomes, actions }: GatePolicy): string {
  if (placement === 'onFailure' || outcomes.length > 0 || actions.includes('approve')) return '';
  return actions.includes('modify') ? 'it can pass only when it is edited' : '';
}

function kept({ named }: GatePolicy, policies: readonly NamedPolicy[] | undefined): string[] {
  if (!policies) return named === null ? [] : [`what the policy “${named}” of the workspace demands holds here too`];
  const holding = policies.filter(({ name, everywhere }) => everywhere || name === named);
  const names = holding.map(({ name }) => `“${name}”`);
  const lost = named !== null && !holding.some(({ name }) => name === named);
  return [
    ...(names.length === 1 ? [`the policy ${names[0]} of the workspace is kept`] : []),
    ...(names.length > 1 ? [`the policies ${listed(names)} of the workspace are kept`] : []),
    ...(lost ? [`the workspace has no policy “${named}”, so that nobody can decide here`] : []),
  ];
}
