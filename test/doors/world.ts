import { randomUUID } from 'node:crypto';
import { type Role, roleNames } from '#lib/domain/access/permissions.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { sensitivePlace } from '#lib/storage/sealed-values.ts';
import { ownOrigin, type TestAnswer, type TestPerson } from '../api.ts';
import type { TestProduct } from '../product.ts';

/** A workspace with one of each kind of thing in it. Every text a person could write there holds `marker`. */
export interface World {
  workspaceId: string;
  slug: string;
  marker: string;
  people: Record<Role, TestPerson>;
  /** An editor who wrote and started everything, so that the others may decide. */
  maker: TestPerson;
  things: Things;
}

export interface Things {
  workflow: string;
  slug: string;
  run: string;
  artifact: string;
  /** SHA-256 of the run's large input. */
  hash: string;
  gate: string;
  digest: string;
  group: string;
  invitation: string;
  /** Of the invitation's link. */
  token: string;
  key: string;
  /** A member whom nobody calls as. */
  guest: string;
  session: string;
  secret: string;
  channel: string;
  policy: string;
  delegation: string;
}

/** A copy of a workflow's spec with the marker in it. */
export const specOf = (marker: string) => ({
  name: `Workflow ${marker}`,
  description: `Describes ${marker}`,
  labels: [`label:${marker}`],
  inputs: { text: { type: 'string', description: `Input ${marker}`, default: marker } },
  steps: [
    {
      id: 'notes',
      name: `Notes ${marker}`,
      kind: 'template',
      with: { template: `Result ${marker} {{ inputs.text | truncate: 80 }}`, artifact: `notes-${marker}.md` },
    },
    { id: 'say', kind: 'shell', with: { run: `echo Line ${marker}` }, cache: { key: `Kept ${marker}` } },
    {
      id: 'last',
      kind: 'template',
      needs: ['notes', 'say'],
      with: { template: `Payload ${marker}` },
      // More signatures than there are people: it stays open however many decide.
      gate: { placement: 'after', title: `Question ${marker}`, description: `About ${marker}`, quorum: 100 },
    },
  ],
});

export async function makeWorld(product: TestProduct, workspaceId: string, marker: string): Promise<World> {
  const { api } = product;
  const { pool } = api.db;
  const slug = `workspace-${marker}`.toLowerCase();
  const name = `Workspace ${marker}`;
  await pool.query('UPDATE workspace SET name = $2, slug = $3 WHERE id = $1', [workspaceId, name, slug]);
  const person = async (role: Role, is: string): Promise<TestPerson> => {
    const made = await api.person(role, { workspaceId });
    const email = `${is}-${marker}@example.org`.toLowerCase();
    await pool.query('UPDATE app_user SET name = $2, email = $3 WHERE id = $1', [
      made.userId,
      `${is} ${marker}`,
      email,
    ]);
    await pool.query('UPDATE user_session SET agent = $2 WHERE id = $1', [made.sessionId, `Browser ${marker}`]);
    return { ...made, email };
  };
  const people = {} as Record<Role, TestPerson>;
  for (const role of roleNames) people[role] = await person(role, role);
  const [maker, guest] = [await person('editor', 'maker'), await person('viewer', 'guest')];

  const as = people.owner;
  const say = async (method: string, path: string, body?: unknown, by = as) =>
    good(await api.call(method, `/api/v1${path}`, { as: by, body }));
  const group = await say('POST', '/groups', {
    name: `Group ${marker}`,
    description: marker,
    members: [guest.memberId],
  });
  const invited = { email: `invited-${marker}@example.org`.toLowerCase(), role: 'viewer' };
  const invitation = await say('POST', '/invitations', invited);
  const key = await say('POST', '/keys', { name: `Key ${marker}`, scopes: ['read'] });
  const secret = await say('POST', '/secrets', { name: 'TOKEN', value: `value of ${marker}`, description: marker });

  const channel = await say('POST', '/channels', {
    kind: 'slack',
    name: `Channel ${marker}`,
    url: `https://127.0.0.1:9/services/${marker}`,
  });

  const policy = await say('POST', '/policies', {
    name: `Policy ${marker}`,
    description: `Demands ${marker}`,
    demand: { reviewers: { groups: [`Group ${marker}`] } },
  });
  const taker = people.reviewer.memberId;
  const endsAt = new Date(Date.now() + 24 * 60 * 60_000).toISOString();
  const delegation = await say('POST', '/delegations', { taker, endsAt, note: `Away ${marker}` }, maker);

  const made = await say('POST', '/workflows', { spec: specOf(marker) }, maker);
  const { revision } = await say('PUT', `/workflows/${made.id}/draft`, {
    spec: { ...specOf(marker), description: `Changed ${marker}` },
    revision: 1,
  });
  await say('POST', `/workflows/${made.id}/publish`, { note: `Note ${marker}`, revision }, maker);
  await say('PUT', '/limits', { workflows: { [made.id]: 100 } });
  const run = await product.start(maker, made.id, { input: { text: `Large ${marker} `.repeat(1000) } });
  await pool.query('INSERT INTO sensitive_value (run_id, name, workspace_id, sealed) VALUES ($1, $2, $3, $4)', [
    run,
    'inputs.hidden',
    workspaceId,
    sealFor('secrets').seal(`hidden ${marker}`, sensitivePlace(run, 'inputs.hidden')),
  ]);
  const { id: gate, digest } = await product.gate(maker, run);
  await pool.query(
    `INSERT INTO notice_delivery (id, notice_id, workspace_id, channel_id, error)
     SELECT n.id || ':' || $2, n.id, n.workspace_id, $2, $3 FROM notice n WHERE n.gate_id = $1 AND n.about = 'opened'`,
    [gate, channel.id, `Error ${marker}`],
  );
  await say('POST', `/approvals/${gate}/comments`, { text: `Comment ${marker}` });
  const cancelled = await product.start(maker, made.id);
  await say('POST', `/runs/${cancelled}/cancel`, { reason: `Reason ${marker}` });

  const { input } = await say('GET', `/runs/${run}`);
  const { items } = await say('GET', `/runs/${run}/artifacts`);
  return {
    workspaceId,
    slug,
    marker,
    people,
    maker,
    things: {
      workflow: made.id,
      slug: made.slug,
      run,
      artifact: items[0].id,
      hash: input.text?.ref ?? input.ref,
      gate,
      digest,
      group: group.id,
      invitation: invitation.id,
      token: tokenOf(invitation.link),
      key: key.id,
      guest: guest.memberId,
      session: people.owner.sessionId,
      secret: secret.id,
      channel: channel.id,
      policy: policy.id,
      delegation: delegation.id,
    },
  };
}

/** Of an invitation's link. */
const tokenOf = (link: string) => new URL(link, ownOrigin).pathname.split('/').at(-1) ?? '';

export function good({ status, body }: TestAnswer) {
  if (status >= 400) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** A name that nothing has yet. */
export const newName = () => `New ${randomUUID().slice(0, 8)}`;
