/**
 * The closed list of what the record can say: the words between the actor and the thing's name. `whole`: the words say
 * it all, the name would only repeat them.
 */
export const auditActions = {
  'workspace.created': { verb: 'set up the workspace', whole: true },
  'workspace.changed': { verb: 'changed the workspace', whole: true },
  'account.changed': { verb: 'changed their own account', whole: true },
  'account.passwordChanged': { verb: 'changed their own password', whole: true },
  'session.started': { verb: 'signed in', whole: true },
  'session.revoked': { verb: 'ended a session', whole: true },
  'member.added': { verb: 'added member' },
  'member.changed': { verb: 'changed member' },
  'member.removed': { verb: 'removed member' },
  'group.created': { verb: 'made group' },
  'group.changed': { verb: 'changed group' },
  'group.deleted': { verb: 'deleted group' },
  'invitation.created': { verb: 'invited' },
  'invitation.accepted': { verb: 'accepted the invitation of' },
  'invitation.revoked': { verb: 'took back the invitation of' },
  'key.created': { verb: 'made API key' },
  'key.revoked': { verb: 'revoked API key' },
  'workflow.created': { verb: 'made workflow' },
  'workflow.saved': { verb: 'edited the draft of' },
  'workflow.published': { verb: 'published' },
  'workflow.duplicated': { verb: 'copied' },
  'workflow.archived': { verb: 'archived' },
  'workflow.unarchived': { verb: 'took out of the archive' },
  'workflow.deleted': { verb: 'deleted workflow' },
  'run.started': { verb: 'started' },
  'run.cancelled': { verb: 'cancelled' },
  'gate.commented': { verb: 'commented on' },
  'gate.claimed': { verb: 'took on' },
  'gate.unclaimed': { verb: 'gave back' },
  'gate.decided': { verb: 'decided' },
  'record.exported': { verb: 'exported the record', whole: true },
} as const satisfies Record<`${string}.${string}`, { verb: string; whole?: true }>;

export type AuditAction = keyof typeof auditActions;
export const auditActionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];
