import type { Topic } from '#lib/contracts/live.ts';
import type { Permission } from '#lib/domain/access/permissions.ts';
import type { Access } from '#lib/server/http/route.ts';

// Every door there is, and who may pass. Kept by hand on purpose: a door that opens wider than before shows here as a
// changed line. doors.test.ts fails on one that is missing, and on one that is gone.

/** A door that strangers may pass, and why they may. */
type Open = { access: 'public'; because: string };
type Door = Exclude<Access, 'public'> | Open;
const open = (because: string): Open => ({ access: 'public', because });

/** Calls of the HTTP API. */
export const calls: Readonly<Record<string, Door>> = {
  'GET /api/v1/setup': open('The sign-in page must know whether there is anybody to sign in.'),
  'POST /api/v1/setup': open('Nobody exists yet; the token of the one-time link is the permission.'),
  'GET /api/v1/invitations/{token}': open('The link is the permission, and its holder has no account yet.'),
  'POST /api/v1/invitations/{token}/accept': open('Like the offer; an account that exists asks for its password too.'),

  'POST /api/v1/password-resets': open(
    'Who forgot the password cannot sign in; the answer is the same for every address.',
  ),
  'GET /api/v1/password-resets/{token}': open('The link is the permission.'),
  'POST /api/v1/password-resets/{token}': open('The link is the permission, once.'),

  'GET /api/v1/me': 'known',
  'PATCH /api/v1/me': 'self',
  'GET /api/v1/me/bell': 'gate.read',
  'POST /api/v1/me/bell/seen': 'self',
  'GET /api/v1/sessions': 'self',
  'DELETE /api/v1/sessions/{id}': 'self',

  'POST /api/v1/sessions/revoke-others': 'self',
  'GET /api/v1/me/second-factor': 'self',
  'POST /api/v1/me/second-factor': 'self',
  'POST /api/v1/me/second-factor/confirm': 'self',
  'DELETE /api/v1/me/second-factor': 'self',
  'POST /api/v1/me/second-factor/recovery-codes': 'self',
  'GET /api/v1/me/identities': 'self',
  'POST /api/v1/me/identities/{provider}': 'self',
  'DELETE /api/v1/me/identities/{provider}': 'self',

  'GET /api/v1/workspaces': 'known',
  'POST /api/v1/workspaces': 'workspace.create',
  'POST /api/v1/workspaces/{slug}/enter': 'self',
  'GET /api/v1/workspace': 'workspace.read',
  'PATCH /api/v1/workspace': 'workspace.update',
  'GET /api/v1/limits': 'workspace.read',
  'PUT /api/v1/limits': 'limit.manage',
  'GET /api/v1/roles': 'member.read',
  'GET /api/v1/members': 'member.read',
  'POST /api/v1/members': 'member.manage',
  'PATCH /api/v1/members/{id}': 'member.manage',
  'DELETE /api/v1/members/{id}': 'member.manage',
  'POST /api/v1/members/{id}/password-link': 'member.reset',
  'DELETE /api/v1/members/{id}/second-factor': 'member.reset',
  'GET /api/v1/groups': 'member.read',
  'POST /api/v1/groups': 'group.manage',
  'PATCH /api/v1/groups/{id}': 'group.manage',
  'DELETE /api/v1/groups/{id}': 'group.manage',
  'GET /api/v1/invitations': 'member.manage',
  'POST /api/v1/invitations': 'member.manage',
  'DELETE /api/v1/invitations/{token}': 'member.manage',
  'GET /api/v1/keys': 'key.own',
  'POST /api/v1/keys': 'key.own',
  'DELETE /api/v1/keys/{id}': 'key.own',
  'GET /api/v1/secrets': 'secret.read',
  'POST /api/v1/secrets': 'secret.manage',
  'PATCH /api/v1/secrets/{id}': 'secret.manage',
  'DELETE /api/v1/secrets/{id}': 'secret.manage',
  'GET /api/v1/channels': 'channel.read',
  'POST /api/v1/channels': 'channel.manage',
  'GET /api/v1/channels/{id}': 'channel.read',
  'PATCH /api/v1/channels/{id}': 'channel.manage',
  'DELETE /api/v1/channels/{id}': 'channel.manage',
  'POST /api/v1/channels/{id}/test': 'channel.manage',
  'GET /api/v1/channels/{id}/deliveries': 'channel.read',

  'GET /api/v1/workflows': 'workflow.read',
  'POST /api/v1/workflows': 'workflow.write',
  'GET /api/v1/workflows/{id}': 'workflow.read',
  'DELETE /api/v1/workflows/{id}': 'workflow.delete',
  'PUT /api/v1/workflows/{id}/draft': 'workflow.write',
  'POST /api/v1/workflows/{id}/publish': 'workflow.publish',
  'GET /api/v1/workflows/{id}/versions': 'workflow.read',
  'GET /api/v1/workflows/{id}/versions/{version}': 'workflow.read',
  'GET /api/v1/workflows/{id}/versions/{version}/diff/{other}': 'workflow.read',
  'POST /api/v1/workflows/{id}/duplicate': 'workflow.write',
  'GET /api/v1/workflows/{id}/cache': 'workflow.read',
  'DELETE /api/v1/workflows/{id}/cache': 'workflow.write',
  'POST /api/v1/workflows/{id}/archive': 'workflow.delete',
  'POST /api/v1/workflows/{id}/unarchive': 'workflow.delete',
  'POST /api/v1/validate': 'workflow.read',
  'GET /api/v1/templates': 'template.read',
  'POST /api/v1/templates/{id}/use': 'workflow.write',
  'GET /api/v1/step-kinds': 'workflow.read',

  'POST /api/v1/workflows/{id}/runs': 'run.start',
  'POST /api/v1/workflows/{id}/runs/batch': 'run.start',
  'POST /api/v1/workflows/{id}/steps/{step}/test': 'run.start',
  'GET /api/v1/runs': 'run.read',
  'GET /api/v1/runs/labels': 'run.read',
  'POST /api/v1/runs/bulk': 'run.control',
  'GET /api/v1/runs/{id}': 'run.read',
  'GET /api/v1/runs/{id}/events': 'run.read',
  'GET /api/v1/runs/{id}/snapshot': 'run.read',
  'GET /api/v1/runs/{id}/values/{hash}': 'run.read',
  'GET /api/v1/runs/{id}/steps/{step}': 'run.read',
  'GET /api/v1/runs/{id}/steps/{step}/items': 'run.read',
  'GET /api/v1/runs/{id}/steps/{step}/logs': 'run.read',
  'GET /api/v1/runs/{id}/steps/{step}/logs/hits': 'run.read',
  'GET /api/v1/runs/{id}/artifacts': 'run.read',
  'GET /api/v1/runs/{id}/artifacts.zip': 'run.read',
  'GET /api/v1/runs/{id}/artifacts/{artifact}': 'run.read',
  'POST /api/v1/runs/{id}/cancel': 'run.control',
  'POST /api/v1/runs/{id}/pause': 'run.control',
  'POST /api/v1/runs/{id}/rerun': 'run.start',
  'POST /api/v1/runs/{id}/resume': 'run.control',
  'POST /api/v1/runs/{id}/signals': 'run.control',
  'POST /api/v1/runs/{id}/steps/{step}/retry': 'run.control',
  'POST /api/v1/runs/{id}/steps/{step}/skip': 'run.control',
  'POST /api/v1/runs/{id}/inputs/{name}/show': 'sensitive.read',
  'GET /api/v1/runs/{id}/evidence': 'record.read',

  'GET /api/v1/approvals': 'gate.read',
  'GET /api/v1/approvals/count': 'gate.read',
  'GET /api/v1/approvals/{id}': 'gate.read',
  'POST /api/v1/approvals/{id}/decisions': 'gate.decide',
  'POST /api/v1/approvals/bulk': 'gate.decide',
  'POST /api/v1/approvals/bulk/preview': 'gate.read',
  'POST /api/v1/approvals/{id}/comments': 'gate.comment',
  'POST /api/v1/approvals/{id}/reassign': 'gate.assign',
  'POST /api/v1/approvals/{id}/claim': 'gate.decide',
  'DELETE /api/v1/approvals/{id}/claim': 'gate.decide',

  'GET /api/v1/policies': 'policy.read',
  'POST /api/v1/policies': 'policy.manage',
  'GET /api/v1/policies/{id}': 'policy.read',
  'PATCH /api/v1/policies/{id}': 'policy.manage',
  'DELETE /api/v1/policies/{id}': 'policy.manage',
  'GET /api/v1/gates/blocked': 'gate.read',
  'POST /api/v1/gates/foresee': 'group.manage',
  'GET /api/v1/delegations': 'delegation.read',
  'POST /api/v1/delegations': 'delegation.own',
  'DELETE /api/v1/delegations/{id}': 'delegation.own',

  'GET /api/v1/audit': 'record.read',
  'GET /api/v1/audit/verify': 'record.read',
  'GET /api/v1/audit/export': 'record.export',
};

/** Calls that read and still write something, with what. Every other GET leaves no trace. */
export const readsThatWrite: Readonly<Record<string, string>> = {
  'GET /api/v1/audit/export': 'One entry in the record: who took it out.',
};

/** Handlers under app/: all of them are open. */
export const handlers: Readonly<Record<string, { methods: string[]; because: string }>> = {
  '/api/auth/[...nextauth]': {
    methods: ['GET', 'POST'],
    because: 'Signing in and out; behind the checks of lib/server/auth/next-auth-door.ts.',
  },
};

/** Pages by address: `known` needs a session (every role sees the frame; the calls behind it decide what it shows). */
export const pages: Readonly<Record<string, 'known' | Open>> = {
  '/': 'known',
  '/approvals': 'known',
  '/approvals/[id]': 'known',
  '/record': 'known',
  '/runs': 'known',
  '/runs/[id]': 'known',
  '/runs/compare': 'known',
  '/settings': 'known',
  '/settings/groups': 'known',
  '/settings/keys': 'known',
  '/settings/members': 'known',
  '/settings/policies': 'known',
  '/settings/secrets': 'known',
  '/settings/channels': 'known',
  '/settings/sessions': 'known',
  '/settings/workspace': 'known',
  '/templates': 'known',
  '/workflows': 'known',
  '/workflows/[id]': 'known',
  '/workflows/[id]/versions': 'known',
  '/workflows/new': 'known',
  '/invitations/[token]': open('Shows a form; what the link offers comes from the API, for whoever holds it.'),
  '/forgot-password': open('Asks for an address, and says the same whatever it is; or says whom to ask.'),
  '/reset-password/[token]': open(
    'Shows a form; whose password the link sets comes from the API, for whoever holds it.',
  ),
  '/set-up': open('Nobody exists yet; without the token it shows how to find it.'),
  '/sign-in': open('The way in.'),
};

/** Files under app/ that Next serves by their name, beside pages and handlers. */
export const namedFiles: Readonly<Record<string, string>> = { 'app/icon.svg': 'The picture in the browser’s tab.' };

/** What a live connection can say, and the topics it may join. */
export const socketEvents: Readonly<Record<string, string>> = {
  join: 'Asks for a topic; the permission is the topic’s.',
  leave: 'Gives a topic up; needs nothing.',
  disconnect: 'Said by the library, never by a client.',
};
export const topics: Readonly<Record<string, Permission>> = { workspace: 'workspace.read', run: 'run.read' };
export const topicOf = (topic: keyof typeof topics, run: string): Topic =>
  topic === 'run' ? `run:${run}` : 'workspace';

/** Read by everybody, and answered before the pages' router: for whoever watches the process, and for tools. */
export const plainAddresses: Readonly<Record<string, string>> = {
  '/health': 'Says that the process lives, nothing else.',
  '/ready': 'Says which of its parts are missing, by their kind.',
  '/openapi.json': 'The shapes of the API are no secret; no data is in them.',
  '/schema/workflow.json': 'Editors read the shape of workflow files from it.',
};

/** `countersign …`: acts by a key over HTTP, so that the calls above decide; or on files alone. */
export const commands: Readonly<Record<string, 'key' | 'files'>> = {
  help: 'files',
  run: 'key',
  validate: 'key',
  verify: 'key',
  version: 'files',
};

/** For whoever owns the data folder: that they can read it is the permission. */
export const operations: Readonly<Record<string, 'operator'>> = {
  'password-link': 'operator',
  'rotate-key': 'operator',
};
