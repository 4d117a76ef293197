/**
 * The closed list of what the record can say, and how it reads after the actor's name. `{name}` is the resource as it
 * was called then; `{word}` a detail. Fields that differ are counted by the sentence itself.
 */
export const auditActions = {
  'setup.done': { label: 'Set-up', sentence: 'set up this installation' },
  'workspace.created': { label: 'Workspace created', sentence: 'created the workspace {name}' },
  'workspace.changed': { label: 'Workspace changed', sentence: 'changed the workspace {name}' },
  'account.changed': { label: 'Account changed', sentence: 'changed their account' },
  'account.passwordChanged': { label: 'Password changed', sentence: 'changed their password' },
  'session.started': { label: 'Signed in', sentence: 'signed in' },
  'session.ended': { label: 'Signed out', sentence: 'signed out' },
  'session.revoked': { label: 'Session revoked', sentence: 'ended a session of {name}' },
  'session.refused': { label: 'Sign-in refused', sentence: 'tried to sign in and was refused' },
  'invitation.created': { label: 'Invited', sentence: 'invited {name}' },
  'invitation.accepted': { label: 'Joined', sentence: 'joined' },
  'invitation.revoked': { label: 'Invitation revoked', sentence: 'took back the invitation of {name}' },
  'member.added': { label: 'Member added', sentence: 'added {name}' },
  'member.changed': { label: 'Member changed', sentence: 'changed what {name} may do' },
  'member.removed': { label: 'Member removed', sentence: 'removed {name}' },
  'group.created': { label: 'Group created', sentence: 'created the group {name}' },
  'group.changed': { label: 'Group changed', sentence: 'changed the group {name}' },
  'group.deleted': { label: 'Group deleted', sentence: 'deleted the group {name}' },
  'key.created': { label: 'Key created', sentence: 'created the key {name}' },
  'key.revoked': { label: 'Key revoked', sentence: 'revoked the key {name}' },
  'workflow.created': { label: 'Workflow created', sentence: 'created {name}' },
  'workflow.saved': { label: 'Draft saved', sentence: 'changed the draft of {name}' },
  'workflow.published': { label: 'Version published', sentence: 'published version {version} of {name}' },
  'workflow.duplicated': { label: 'Workflow duplicated', sentence: 'made {name} as a copy of {fromName}' },
  'workflow.archived': { label: 'Workflow archived', sentence: 'archived {name}' },
  'workflow.unarchived': { label: 'Workflow restored', sentence: 'brought {name} back from the archive' },
  'workflow.deleted': { label: 'Workflow deleted', sentence: 'deleted {name}' },
  'template.used': { label: 'Template used', sentence: 'made {name} from a template' },
  'run.started': { label: 'Run started', sentence: 'started {name}' },
  'run.cancelled': { label: 'Run cancelled', sentence: 'cancelled {name}: {reason}' },
  'gate.decided': { label: 'Gate decided', sentence: '{past} {name}' },
  'gate.commented': { label: 'Gate discussed', sentence: 'commented on {name}' },
  'gate.claimed': { label: 'Gate taken up', sentence: 'took up {name}' },
  'gate.unclaimed': { label: 'Gate handed back', sentence: 'handed {name} back' },
  'gate.reassigned': { label: 'Gate reassigned', sentence: 'gave {name} to {to}' },
  'record.exported': { label: 'Record exported', sentence: 'exported the record' },
} as const satisfies Record<`${string}.${string}`, { label: string; sentence: string }>;

export type AuditAction = keyof typeof auditActions;
export const auditActionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];
