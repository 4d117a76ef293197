import { randomUUID } from 'node:crypto';
import {
  type Arrange,
  freshChannel,
  freshDelegation,
  freshGroup,
  freshInvitation,
  freshKey,
  freshMember,
  freshPolicy,
  freshRun,
  freshSecret,
  freshSession,
  freshWorkflow,
} from './sample.ts';
import { newName, specOf } from './world.ts';

const nothing: Arrange = () => ({});
const newAddress = () => `${randomUUID()}@example.org`;
const ofWorkflow: Arrange = ({ world }) => ({ params: { id: world.things.workflow } });
const ofRun: Arrange = ({ world }) => ({ params: { id: world.things.run } });
const ofPolicy: Arrange = ({ world }) => ({ params: { id: world.things.policy } });
const ofChannel: Arrange = ({ world }) => ({ params: { id: world.things.channel } });
const ofGate: Arrange = ({ world }) => ({ params: { id: world.things.gate } });
/** Accounts of the test have no second factor: whoever may ask is told so. */
const isOff = [409, 422];

/** A valid call of every door of the HTTP API. A door without one fails the build. */
export const samples: Readonly<Record<string, Arrange>> = {
  'GET /api/v1/setup': nothing,
  'POST /api/v1/setup': () => ({
    body: { token: 'none', name: 'X', email: newAddress(), password: 'long enough to be one', workspace: 'X' },
    statuses: [403, 409],
  }),
  'GET /api/v1/me': nothing,
  'PATCH /api/v1/me': ({ caller }) => ({
    body: { timeZone: 'Europe/Berlin', name: `${caller.sees?.world.marker} me` },
  }),
  'GET /api/v1/me/bell': nothing,
  'POST /api/v1/me/bell/seen': () => ({ body: { upTo: '2000-01-01T00:00:00Z' } }),
  'GET /api/v1/sessions': nothing,
  'DELETE /api/v1/sessions/{id}': async (stage) => ({ params: { id: await freshSession(stage) } }),
  'POST /api/v1/sessions/revoke-others': nothing,
  'GET /api/v1/me/second-factor': nothing,
  'POST /api/v1/me/second-factor': () => ({ body: {} }),
  'POST /api/v1/me/second-factor/confirm': () => ({ body: { code: '000000' }, statuses: isOff }),
  'DELETE /api/v1/me/second-factor': () => ({ body: { code: '000000' }, statuses: isOff }),
  'POST /api/v1/me/second-factor/recovery-codes': () => ({ body: { code: '000000' }, statuses: isOff }),
  'GET /api/v1/me/identities': nothing,
  // None is offered by the test's server.
  'POST /api/v1/me/identities/{provider}': () => ({ params: { provider: 'github' }, body: {}, statuses: [404, 409] }),
  'DELETE /api/v1/me/identities/{provider}': () => ({ params: { provider: 'github' }, statuses: [404, 409] }),
  'POST /api/v1/password-resets': () => ({ body: { email: newAddress() }, statuses: [202, 429] }),
  'GET /api/v1/password-resets/{token}': () => ({ params: { token: 'x'.repeat(43) }, statuses: [404] }),
  'POST /api/v1/password-resets/{token}': () => ({
    params: { token: 'x'.repeat(43) },
    body: { password: 'a new and long password' },
    statuses: [404],
  }),

  'GET /api/v1/workspace': nothing,
  'PATCH /api/v1/workspace': ({ world }) => ({ body: { name: `Workspace ${world.marker}` } }),
  'GET /api/v1/workspaces': nothing,
  'POST /api/v1/workspaces': ({ world }) => ({ body: { name: `${newName()} ${world.marker}` } }),
  'POST /api/v1/workspaces/{slug}/enter': ({ world }) => ({ params: { slug: world.slug } }),
  'GET /api/v1/limits': nothing,
  'PUT /api/v1/limits': () => ({ body: { pools: { gpu: 2 } } }),
  'GET /api/v1/roles': nothing,
  'GET /api/v1/members': nothing,
  'POST /api/v1/members': () => ({
    body: { email: newAddress(), name: 'Added', role: 'viewer', password: 'long enough to be one' },
  }),
  'PATCH /api/v1/members/{id}': ({ world }) => ({ params: { id: world.things.guest }, body: { role: 'viewer' } }),
  'DELETE /api/v1/members/{id}': async (stage) => ({ params: { id: await freshMember(stage) } }),
  'POST /api/v1/members/{id}/password-link': ({ world }) => ({ params: { id: world.things.guest } }),
  'DELETE /api/v1/members/{id}/second-factor': ({ world }) => ({
    params: { id: world.things.guest },
    statuses: [204, 409],
  }),
  'GET /api/v1/groups': nothing,
  'POST /api/v1/groups': () => ({ body: { name: newName() } }),
  'PATCH /api/v1/groups/{id}': ({ world }) => ({ params: { id: world.things.group }, body: { description: 'x' } }),
  'DELETE /api/v1/groups/{id}': async (stage) => ({ params: { id: await freshGroup(stage) } }),
  'GET /api/v1/invitations': nothing,
  'POST /api/v1/invitations': () => ({ body: { email: newAddress(), role: 'viewer' } }),
  'GET /api/v1/invitations/{token}': ({ world }) => ({ params: { token: world.things.token } }),
  'DELETE /api/v1/invitations/{token}': async (stage) => ({ params: { token: (await freshInvitation(stage)).id } }),
  'POST /api/v1/invitations/{token}/accept': () => ({
    params: { token: 'x'.repeat(43) },
    body: { name: 'Joins', password: 'long enough to be one' },
    statuses: [404],
  }),
  'GET /api/v1/keys': nothing,
  'POST /api/v1/keys': () => ({ body: { name: newName(), scopes: ['read'] } }),
  'DELETE /api/v1/keys/{id}': async (stage) => ({ params: { id: await freshKey(stage) } }),
  'GET /api/v1/secrets': nothing,
  'POST /api/v1/secrets': () => ({
    body: { name: `S${randomUUID().replaceAll('-', '')}`, value: 'a value of some length' },
  }),
  'PATCH /api/v1/secrets/{id}': ({ world }) => ({ params: { id: world.things.secret }, body: { description: 'x' } }),
  'DELETE /api/v1/secrets/{id}': async (stage) => ({ params: { id: await freshSecret(stage) } }),
  'GET /api/v1/channels': nothing,
  'POST /api/v1/channels': ({ world }) => ({
    body: { kind: 'webhook', name: newName(), url: `https://127.0.0.1:9/${world.marker}` },
  }),
  'GET /api/v1/channels/{id}': ofChannel,
  'PATCH /api/v1/channels/{id}': ({ world }) => ({ params: { id: world.things.channel }, body: { about: ['opened'] } }),
  'DELETE /api/v1/channels/{id}': async (stage) => ({ params: { id: await freshChannel(stage) } }),
  // Refused at once, without a name being looked up: an inner address.
  'POST /api/v1/channels/{id}/test': ofChannel,
  'GET /api/v1/channels/{id}/deliveries': ofChannel,

  'GET /api/v1/workflows': nothing,
  'POST /api/v1/workflows': ({ world }) => ({ body: { spec: { ...specOf(world.marker), name: newName() } } }),
  'GET /api/v1/workflows/{id}': ofWorkflow,
  'DELETE /api/v1/workflows/{id}': async (stage) => ({ params: { id: await freshWorkflow(stage) } }),
  'PUT /api/v1/workflows/{id}/draft': async (stage) => ({
    params: { id: await freshWorkflow(stage) },
    body: { spec: specOf(stage.world.marker), revision: 1 },
  }),
  'POST /api/v1/workflows/{id}/publish': async (stage) => ({ params: { id: await freshWorkflow(stage) }, body: {} }),
  'GET /api/v1/workflows/{id}/versions': ofWorkflow,
  'GET /api/v1/workflows/{id}/versions/{version}': ({ world }) => ({
    params: { id: world.things.workflow, version: '1' },
  }),
  'GET /api/v1/workflows/{id}/versions/{version}/diff/{other}': ({ world }) => ({
    params: { id: world.things.workflow, version: '1', other: '2' },
  }),
  'POST /api/v1/workflows/{id}/duplicate': ({ world }) => ({ params: { id: world.things.workflow }, body: {} }),
  'GET /api/v1/workflows/{id}/cache': ofWorkflow,
  'DELETE /api/v1/workflows/{id}/cache': ofWorkflow,
  'POST /api/v1/workflows/{id}/archive': async (stage) => ({ params: { id: await freshWorkflow(stage) } }),
  'POST /api/v1/workflows/{id}/unarchive': async (stage) => ({ params: { id: await freshWorkflow(stage) } }),
  'POST /api/v1/validate': ({ world }) => ({ body: { spec: specOf(world.marker) } }),
  'GET /api/v1/templates': nothing,
  'POST /api/v1/templates/{id}/use': () => ({ params: { id: 'release-check' }, body: { name: newName() } }),
  'GET /api/v1/step-kinds': nothing,

  'POST /api/v1/workflows/{id}/runs': ({ world }) => ({ params: { id: world.things.workflow }, body: {} }),
  'POST /api/v1/workflows/{id}/runs/batch': ({ world }) => ({
    params: { id: world.things.workflow },
    body: { runs: [{}] },
  }),
  'POST /api/v1/workflows/{id}/steps/{step}/test': ({ world }) => ({
    params: { id: world.things.workflow, step: 'notes' },
    body: {},
  }),
  'GET /api/v1/runs': nothing,
  'GET /api/v1/runs/labels': nothing,
  'POST /api/v1/runs/bulk': async (stage) => ({
    body: { action: 'cancel', ids: [await freshRun(stage)], reason: 'not needed' },
  }),
  'GET /api/v1/runs/{id}': ofRun,
  'GET /api/v1/runs/{id}/events': ofRun,
  'GET /api/v1/runs/{id}/snapshot': ofRun,
  'GET /api/v1/runs/{id}/values/{hash}': ({ world: { things } }) => ({ params: { id: things.run, hash: things.hash } }),
  'GET /api/v1/runs/{id}/steps/{step}': ({ world }) => ({ params: { id: world.things.run, step: 'say' } }),
  'GET /api/v1/runs/{id}/steps/{step}/items': ({ world }) => ({ params: { id: world.things.run, step: 'say' } }),
  'GET /api/v1/runs/{id}/steps/{step}/logs': ({ world }) => ({ params: { id: world.things.run, step: 'say' } }),
  'GET /api/v1/runs/{id}/steps/{step}/logs/hits': ({ world }) => ({
    params: { id: world.things.run, step: 'say' },
  }),
  'GET /api/v1/runs/{id}/artifacts': ofRun,
  'GET /api/v1/runs/{id}/artifacts.zip': ofRun,
  'GET /api/v1/runs/{id}/artifacts/{artifact}': ({ world: { things } }) => ({
    params: { id: things.run, artifact: things.artifact },
  }),
  'POST /api/v1/runs/{id}/cancel': async (stage) => ({
    params: { id: await freshRun(stage) },
    body: { reason: 'enough' },
  }),
  'POST /api/v1/runs/{id}/pause': async (stage) => ({ params: { id: await freshRun(stage) }, body: {} }),
  'POST /api/v1/runs/{id}/rerun': async (stage) => ({
    params: { id: await freshRun(stage) },
    body: {},
    statuses: [409],
  }),
  'POST /api/v1/runs/{id}/resume': async (stage) => ({ params: { id: await freshRun(stage) }, statuses: [409] }),
  'POST /api/v1/runs/{id}/signals': async (stage) => ({
    params: { id: await freshRun(stage) },
    body: { name: 'ready', data: { n: 1 } },
  }),
  'POST /api/v1/runs/{id}/steps/{step}/retry': async (stage) => ({
    params: { id: await freshRun(stage), step: 'say' },
    body: {},
    statuses: [409],
  }),
  'POST /api/v1/runs/{id}/steps/{step}/skip': async (stage) => ({
    params: { id: await freshRun(stage), step: 'say' },
    body: { reason: 'not needed' },
  }),
  'POST /api/v1/runs/{id}/inputs/{name}/show': ({ world }) => ({ params: { id: world.things.run, name: 'hidden' } }),
  'GET /api/v1/runs/{id}/evidence': ofRun,

  'GET /api/v1/approvals': nothing,
  'GET /api/v1/approvals/count': nothing,
  'GET /api/v1/approvals/{id}': ofGate,
  // Everybody signs the same one, once by whichever door.
  'POST /api/v1/approvals/{id}/decisions': ({ world: { things } }) => ({
    params: { id: things.gate },
    body: { action: 'approve', digest: things.digest },
    statuses: [200, 409],
  }),
  'POST /api/v1/approvals/bulk': ({ world: { things } }) => ({
    body: { decisions: [{ id: things.gate, action: 'approve', digest: things.digest }] },
  }),
  'POST /api/v1/approvals/bulk/preview': ({ world: { things } }) => ({ body: { ids: [things.gate] } }),
  // A choice that stands would keep the others here from signing.
  'POST /api/v1/approvals/{id}/reassign': ({ world }) => ({
    params: { id: world.things.gate },
    body: { to: ['Nobody here'] },
    statuses: [409, 422],
  }),
  'POST /api/v1/approvals/{id}/comments': ({ world }) => ({ params: { id: world.things.gate }, body: { text: 'Hm.' } }),
  'POST /api/v1/approvals/{id}/claim': ({ world }) => ({ params: { id: world.things.gate }, statuses: [204, 409] }),
  'DELETE /api/v1/approvals/{id}/claim': ({ world }) => ({ params: { id: world.things.gate }, statuses: [204, 409] }),

  'GET /api/v1/policies': nothing,
  'POST /api/v1/policies': ({ world }) => ({
    body: { name: newName(), description: `Demands ${world.marker}`, demand: { quorum: 2, stepUp: true } },
  }),
  'GET /api/v1/policies/{id}': ofPolicy,
  'PATCH /api/v1/policies/{id}': async (stage) => ({
    params: { id: await freshPolicy(stage) },
    body: { revision: 1, demand: { quorum: 3 } },
  }),
  'DELETE /api/v1/policies/{id}': async (stage) => ({ params: { id: await freshPolicy(stage) } }),
  'GET /api/v1/gates/blocked': nothing,
  'POST /api/v1/gates/foresee': ({ world }) => ({ body: { change: 'noGroup', id: world.things.group } }),
  'GET /api/v1/delegations': nothing,
  'POST /api/v1/delegations': ({ world }) => ({
    body: { taker: world.maker.email, endsAt: new Date(Date.now() + 3_600_000).toISOString(), note: 'Away' },
  }),
  'DELETE /api/v1/delegations/{id}': async (stage) => ({ params: { id: await freshDelegation(stage) } }),

  'GET /api/v1/audit': nothing,
  'GET /api/v1/audit/verify': nothing,
  'GET /api/v1/audit/export': nothing,
};
