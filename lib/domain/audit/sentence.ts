import { type GateAction, gateActions } from '../gate/spec.ts';
import { plainName } from '../plain-name.ts';
import { type AuditAction, auditActions } from './actions.ts';
import type { AuditBody } from './entry.ts';

type Details = Record<string, unknown>;

/** Actions of later versions read as their own words. */
function wordsOf(action: string): { verb: string; whole?: boolean } {
  return Object.hasOwn(auditActions, action)
    ? auditActions[action as AuditAction]
    : { verb: action.replaceAll('.', ' ') };
}

/** An entry without its actor: "approved notes in release-check #41, changed 2 fields". */
export function auditSentence(body: AuditBody): string {
  return plainName(sentenceOf(body));
}

function sentenceOf(body: AuditBody): string {
  const details: Details = typeof body.details === 'object' && body.details !== null ? { ...body.details } : {};
  if (body.action === 'gate.decided') return decisionSentence(body, details);
  const { verb, whole } = wordsOf(body.action);
  const parts = [whole ? verb : `${verb} ${body.resource.name}`];
  if (body.action === 'workflow.published' && typeof details.version === 'number')
    parts[0] += ` as version ${details.version}`;
  if (body.action === 'workflow.duplicated' && typeof details.fromName === 'string')
    parts[0] = `copied ${details.fromName} to ${body.resource.name}`;
  if (stepActions[body.action] && typeof details.stepName === 'string')
    parts[0] = `${stepActions[body.action]} ${details.stepName} of ${body.resource.name}`;
  if (body.action === 'run.signalled' && typeof details.name === 'string')
    parts[0] = `sent the signal ${details.name} to ${body.resource.name}`;
  if (controls.has(body.action) && typeof details.reason === 'string' && details.reason !== '')
    parts.push(`because: ${details.reason}`);
  if (body.action === 'run.rerun' && typeof details.rerunOfNumber === 'number') {
    parts[0] = `ran again #${details.rerunOfNumber} as ${body.resource.name}`;
    if (Array.isArray(details.from)) parts.push(`from ${details.from.slice(0, 3).join(', ')}`);
    if (typeof details.reason === 'string') parts.push(`because: ${details.reason}`);
  }
  if (body.action === 'gate.reassigned' && Array.isArray(details.to))
    return `gave ${body.resource.name} to ${details.to.slice(0, 3).join(', ')} to decide`;
  if (body.action === 'delegation.made') parts[0] = `let ${body.resource.name} stand in for them`;
  if (body.action === 'delegation.ended')
    parts[0] = `ended that ${body.resource.name} stands in for ${nameIn(details.giver) ?? 'them'}`;
  if (body.action === 'run.started' && details.draft === true) parts.push('from the draft');
  if (startedWith.has(body.action) && Array.isArray(details.labels))
    parts.push(`labelled ${details.labels.slice(0, 3).join(', ')}`);
  return [...parts, ...changed(body)].join(', ');
}

const startedWith: ReadonlySet<string> = new Set(['run.started', 'run.rerun']);

/** Verbs of what is done to one step of a run. */
const stepActions: Readonly<Record<string, string>> = { 'run.stepRetried': 'retried', 'run.stepSkipped': 'skipped' };
const controls: ReadonlySet<string> = new Set(['run.cancelled', 'run.paused', 'run.stepRetried', 'run.stepSkipped']);

function decisionSentence(body: AuditBody, details: Details): string {
  const action = details.action as GateAction;
  const past = Object.hasOwn(gateActions, action) ? gateActions[action].past : 'decided';
  const step = String(details.stepName ?? body.resource.name);
  const where = typeof details.workflow === 'string' ? ` in ${details.workflow} #${String(details.run ?? '?')}` : '';
  const what = action === 'outcome' ? `${past} “${String(details.outcome)}” at ${step}` : `${past} ${step}`;
  const parts = [`${what}${where}`, ...changed(body)];
  if (details.selfSigned === true) parts.push('self-signed');
  const giver = nameIn(details.onBehalfOf);
  if (giver !== null) parts.push(`in the place of ${giver}`);
  if (details.secondReviewer === 'asked') parts.push('which somebody else has to approve too');
  if (details.closed === false) parts.push('others still have to decide');
  return parts.join(', ');
}

function nameIn(given: unknown): string | null {
  const { name } = (given ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : null;
}

/** Of what comes or goes every field is new or gone: to count them says nothing. */
const comesOrGoes = /\.(created|added|made|accepted|linked|deleted|removed|revoked|unlinked)$/;

function changed({ action, changes }: AuditBody): string[] {
  if (changes.length === 0 || comesOrGoes.test(action)) return [];
  return [`changed ${changes.length} ${changes.length === 1 ? 'field' : 'fields'}`];
}
