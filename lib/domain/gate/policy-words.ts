import { listed } from '../listed.ts';
import { formatDuration } from '../workflow/duration.ts';
import { asksNobody, namedWords, spokenName } from './asked-words.ts';
import { clausesOf } from './clauses.ts';
import { plainPolicy } from './plain-policy.ts';
import { type GatePolicy, gateActions, type PolicyDemand } from './spec.ts';
import { strengthened } from './strengthen.ts';

/** A gate's policy as sentences, for people who decide under it. */
export function policyInWords(policy: GatePolicy): string[] {
  const { named, heldBy, selfApproval, dueMs } = policy;
  return [
    reviewers(policy),
    heldBy === null || asksNobody(policy)
      ? ''
      : `The policy “${heldBy}” of the workspace says who decides; nobody can be put in their place.`,
    named === null || named === heldBy ? '' : `The policy “${named}” of the workspace holds here.`,
    quorum(policy),
    selfApproval === 'workspace'
      ? 'Whoever started the run, wrote the version, edited this or had it run again cannot let it pass, unless the workspace allows it with a mark.'
      : '',
    editable(policy),
    ...clausesOf(policy).map(asSentence),
    dueMs === null ? '' : `Due ${formatDuration(dueMs)} after it opened.`,
  ].filter((words) => words !== '');
}

const anyGate: GatePolicy = { ...plainPolicy, placement: 'after', title: '' };

/** What a policy of the workspace demands of a gate that says nothing itself, as sentences; one at least. */
export function demandInWords(demand: PolicyDemand): string[] {
  const policy = strengthened(anyGate, [{ name: 'this', everywhere: true, demand }]) ?? anyGate;
  const left = policy.actions.map((action) => gateActions[action].label.toLowerCase());
  const words = [
    policy.heldBy === null ? '' : reviewers(policy),
    demand.quorum === undefined ? '' : quorum(policy),
    demand.actions === undefined ? '' : `Of the actions only ${listed(left, 'or') || 'outcomes'} may be offered.`,
    editable(policy),
    ...clausesOf(policy).map(asSentence),
    policy.dueMs === null ? '' : `Due at the latest ${formatDuration(policy.dueMs)} after it opened.`,
  ].filter((sentence) => sentence !== '');
  return words.length > 0 ? words : ['It demands nothing.'];
}

function reviewers(policy: GatePolicy): string {
  if (asksNobody(policy)) return `Nobody can decide here: the workspace has no policy “${policy.heldBy}” any more.`;
  const named = namedWords(policy);
  return named.length === 0 ? 'Everyone whose role may decide gates.' : `Decided by ${listed(named, 'or')}.`;
}

function quorum({ quorum: asked, atLeast = 1 }: GatePolicy): string {
  const least = atLeast > 1 ? `, and no fewer than ${atLeast}` : '';
  if (asked === 'all') return `All of them have to let it pass${least}; one is enough to stop it.`;
  if (typeof asked === 'object')
    return `In this order: ${asked.levels.map((level) => listed(level.map(spokenName), 'or')).join(', then ')}; one is enough to stop it.`;
  return asked === 1 ? 'One decision is enough.' : `${asked} people have to let it pass; one is enough to stop it.`;
}

function editable({ actions, editable: fields }: GatePolicy): string {
  if (!actions.includes('modify') || fields === true) return '';
  return fields.length === 0 ? 'Nothing may be edited.' : `Only ${listed(fields)} may be edited.`;
}

const asSentence = (clause: string) => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
