/** One table of roles and what they may do. Code, settings page and documents are made from it. */

export const roles = {
  owner: { label: 'Owner', rank: 5, description: 'Everything, including people and keys of others.' },
  admin: { label: 'Admin', rank: 4, description: 'Manages people, groups and workflows; cannot make owners.' },
  editor: {
    label: 'Editor',
    rank: 3,
    description: 'Draws, publishes and runs workflows; decides gates that name them.',
  },
  reviewer: { label: 'Reviewer', rank: 2, description: 'Sees everything and decides gates that name them.' },
  viewer: { label: 'Viewer', rank: 1, description: 'Sees workflows, runs and the record.' },
} as const satisfies Record<string, { label: string; rank: number; description: string }>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as Role[];

const everyone: readonly Role[] = ['owner', 'admin', 'editor', 'reviewer', 'viewer'];
const deciders: readonly Role[] = ['owner', 'admin', 'editor', 'reviewer'];
const makers: readonly Role[] = ['owner', 'admin', 'editor'];
const managers: readonly Role[] = ['owner', 'admin'];

export const permissions = {
  'workspace.read': { roles: everyone, label: 'See the workspace' },
  'workspace.update': { roles: ['owner'], label: 'Change the workspace and its four-eyes rule' },
  'workspace.create': { roles: ['owner'], label: 'Make further workspaces' },
  'workspace.guard': { roles: ['owner'], label: 'Allow steps to reach hosts of the inner network' },
  'limit.manage': { roles: managers, label: 'Limit how much goes on at once' },
  'member.read': { roles: everyone, label: 'See members and groups' },
  'member.manage': { roles: managers, label: 'Invite, change and remove members' },
  'member.reset': { roles: ['owner'], label: 'Make a link with which a member sets a new password' },
  'group.manage': { roles: managers, label: 'Manage groups' },
  'key.own': { roles: everyone, label: 'Manage own API keys' },
  'key.manage': { roles: ['owner'], label: 'Manage API keys of others' },
  'workflow.read': { roles: everyone, label: 'See workflows and versions' },
  'workflow.write': { roles: makers, label: 'Draw and save drafts' },
  'workflow.publish': { roles: makers, label: 'Publish versions' },
  'workflow.delete': { roles: managers, label: 'Archive and delete workflows' },
  'secret.read': { roles: makers, label: 'See which secrets there are (never their values)' },
  'secret.manage': { roles: managers, label: 'Add, replace and delete secrets' },
  'run.read': { roles: everyone, label: 'See runs, logs and artifacts' },
  'run.start': { roles: makers, label: 'Start runs' },
  'run.control': { roles: makers, label: 'Pause, resume, cancel and signal runs; retry and skip their steps' },
  'sensitive.read': { roles: managers, label: 'Show fields that a workflow marks sensitive' },
  'gate.read': { roles: everyone, label: 'See approvals' },
  'gate.decide': { roles: deciders, label: 'Decide gates (where the gate names them)' },
  'gate.comment': { roles: deciders, label: 'Comment on gates' },
  'gate.assign': { roles: managers, label: 'Reassign gates' },
  'policy.read': { roles: everyone, label: 'See the policies of the workspace' },
  'policy.manage': { roles: managers, label: 'Make, change and delete policies of the workspace' },
  'delegation.read': { roles: everyone, label: 'See who stands in for whom' },
  'delegation.own': { roles: deciders, label: 'Name somebody who stands in for oneself' },
  'delegation.manage': { roles: managers, label: 'End what others have delegated' },
  'channel.read': { roles: makers, label: 'See channels and what was sent' },
  'channel.manage': { roles: managers, label: 'Make, test, change and delete channels' },
  'record.read': { roles: everyone, label: 'Read and verify the record' },
  'record.export': { roles: managers, label: 'Export the record' },
  'template.read': { roles: everyone, label: 'See templates' },
} as const satisfies Record<string, { roles: readonly Role[]; label: string }>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as Permission[];

type Noun = Permission extends `${infer N}.${string}` ? N : never;
const nouns = {
  workspace: 'Workspace',
  limit: 'Limits',
  member: 'Members',
  group: 'Groups',
  key: 'API keys',
  workflow: 'Workflows',
  secret: 'Secrets',
  run: 'Runs',
  sensitive: 'Sensitive fields',
  gate: 'Approvals',
  policy: 'Policies',
  delegation: 'Standing in',
  channel: 'Channels',
  record: 'Record',
  template: 'Templates',
} as const satisfies Record<Noun, string>;

/** The rows of the table as people read it: permissions under what they are about. */
export const permissionGroups: readonly { label: string; permissions: readonly Permission[] }[] = Object.entries(
  nouns,
).map(([noun, label]) => ({ label, permissions: permissionNames.filter((name) => name.startsWith(`${noun}.`)) }));

/** Whether a role holds a permission; unknown roles hold none. */
export function roleMay(role: string, permission: Permission): boolean {
  return (permissions[permission].roles as readonly string[]).includes(role);
}

/** Scopes narrow an API key below its member's role; a key never exceeds the member. */
export const keyScopes = {
  read: { label: 'Read', permissions: permissionNames.filter((p) => p.endsWith('.read') && p !== 'sensitive.read') },
  run: { label: 'Start and control runs', permissions: ['run.start', 'run.control'] },
  write: { label: 'Draw and publish', permissions: ['workflow.write', 'workflow.publish', 'workflow.delete'] },
  decide: { label: 'Decide gates as this person', permissions: ['gate.decide', 'gate.comment', 'gate.assign'] },
  admin: { label: 'Everything the member may', permissions: permissionNames },
} as const satisfies Record<string, { label: string; permissions: readonly Permission[] }>;

export type KeyScope = keyof typeof keyScopes;
export const keyScopeNames = Object.keys(keyScopes) as KeyScope[];

export function scopesAllow(scopes: readonly string[], permission: Permission): boolean {
  return scopes.some((scope) =>
    (keyScopes[scope as KeyScope]?.permissions as readonly string[] | undefined)?.includes(permission),
  );
}
