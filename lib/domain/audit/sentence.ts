import { type GateAction, gateActions } from '../gate/spec.ts';
import type { AuditBody } from './entry.ts';

type Details = Record<string, unknown>;

/** What each action is called, before the thing's name. Actions of later versions read as their own words. */
const verbs: Record<string, string> = {
  'workspace.created': 'set up the workspace',
  'workspace.changed': 'changed the workspace',
  'account.changed': 'changed their own account',
  'account.passwordChanged': 'changed their own password',
  'session.started': 'signed in',
  'session.revoked': 'ended a session',
  'member.added': 'added member',
  'member.changed': 'changed member',
  'member.removed': 'removed member',
  'group.created': 'made group',
  'group.changed': 'changed group',
  'group.deleted': 'deleted group',
  'invitation.created': 'invited',
  'invitation.accepted': 'accepted the invitation of',
  'invitation.revoked': 'took back the invitation of',
  'key.created': 'made API key',
  'key.revoked': 'revoked API key',
  'workflow.created': 'made workflow',
  'workflow.saved': 'edited the draft of',
  'workflow.published': 'published',
  'workflow.duplicated': 'copied',
  'workflow.archived': 'archived',
  'workflow.unarchived': 'took out of the archive',
  'workflow.deleted': 'deleted workflow',
  'run.started': 'started',
  'run.cancelled': 'cancelled',
  'gate.commented': 'commented on',
  'gate.claimed': 'took on',
  'gate.unclaimed': 'gave back',
  'record.exported': 'exported the record',
};

/** Actions whose verb says it all: the thing's name would only repeat it. */
const complete = new Set([
  'workspace.created',
  'workspace.changed',
  'account.changed',
  'account.passwordChanged',
  'session.started',
  'session.revoked',
  'record.exported',
]);

/** An entry without its actor: "approved notes in release-check #41, changed 2 fields". */
export function auditSentence(body: AuditBody): string {
  const details: Details = typeof body.details === 'object' && body.details !== null ? { ...body.details } : {};
  if (body.action === 'gate.decided') return decisionSentence(body, details);
  const verb = verbs[body.action] ?? body.action.replaceAll('.', ' ');
  const parts = [complete.has(body.action) ? verb : `${verb} ${body.resource.name}`];
  if (body.action === 'workflow.published' && typeof details.version === 'number')
    parts[0] += ` as version ${details.version}`;
  if (body.action === 'workflow.duplicated' && typeof details.fromName === 'string')
    parts[0] = `copied ${details.fromName} to ${body.resource.name}`;
  if (body.action === 'run.cancelled' && typeof details.reason === 'string') parts.push(`because: ${details.reason}`);
  if (body.action === 'run.started' && details.draft === true) parts.push('from the draft');
  return [...parts, ...changed(body)].join(', ');
}

function decisionSentence(body: AuditBody, details: Details): string {
  const action = details.action as GateAction;
  const past = Object.hasOwn(gateActions, action) ? gateActions[action].past : 'decided';
  const step = String(details.stepName ?? body.resource.name);
  const where = typeof details.workflow === 'string' ? ` in ${details.workflow} #${String(details.run ?? '?')}` : '';
  const what = action === 'outcome' ? `${past} “${String(details.outcome)}” at ${step}` : `${past} ${step}`;
  const parts = [`${what}${where}`, ...changed(body)];
  if (details.selfSigned === true) parts.push('self-signed');
  if (details.closed === false) parts.push('others still have to decide');
  return parts.join(', ');
}

function changed({ changes }: AuditBody): string[] {
  if (changes.length === 0) return [];
  return [`changed ${changes.length} ${changes.length === 1 ? 'field' : 'fields'}`];
}
