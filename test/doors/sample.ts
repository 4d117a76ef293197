import { randomUUID } from 'node:crypto';
import { newSecret, secretHash } from '#lib/server/auth/secret.ts';
import type { TestApi } from '../api.ts';
import type { TestCaller } from './callers.ts';
import { good, newName, specOf, type World } from './world.ts';

/** One valid call of a door: things that exist, and a body that is taken. */
export interface Sample {
  params?: Record<string, string>;
  body?: unknown;
  /** What an allowed caller is told; the route's own status when left out. */
  statuses?: readonly number[];
}

/** Where a sample is made, and for whom. */
export interface Stage {
  api: TestApi;
  world: World;
  caller: TestCaller;
}

/** Makes the sample; what the call would use up is made anew each time. */
export type Arrange = (stage: Stage) => Sample | Promise<Sample>;

/** The address with its names replaced. */
export const addressOf = (path: string, params: Record<string, string> = {}) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (params[name] === undefined) throw new Error(`${path} has no sample for {${name}}`);
    return encodeURIComponent(params[name]);
  });

// Copies of things, to be used up.

export async function freshMember({ api, world }: Stage): Promise<string> {
  return (await api.person('viewer', { workspaceId: world.workspaceId })).memberId;
}

export async function freshGroup({ api, world }: Stage): Promise<string> {
  const id = randomUUID();
  await api.db.pool.query('INSERT INTO member_group (id, workspace_id, name) VALUES ($1, $2, $3)', [
    id,
    world.workspaceId,
    newName(),
  ]);
  return id;
}

export async function freshInvitation({ api, world }: Stage): Promise<{ id: string; token: string }> {
  const [id, token] = [randomUUID(), newSecret('')];
  await api.db.pool.query(
    `INSERT INTO invitation (id, workspace_id, email, role, groups, token_hash, invited_by, expires_at)
     VALUES ($1, $2, $3, 'viewer', '{}', $4, $5, now() + interval '1 day')`,
    [id, world.workspaceId, `${id}@example.org`, secretHash(token), world.people.owner.memberId],
  );
  return { id, token };
}

/** Of whoever calls: nobody but an owner sees others'. */
export async function freshKey({ api, world, caller }: Stage): Promise<string> {
  const id = randomUUID();
  await api.db.pool.query(
    `INSERT INTO api_key (id, workspace_id, member_id, name, prefix, hash, scopes)
     VALUES ($1, $2, $3, 'fresh', 'csk_', $1, '{read}')`,
    [id, world.workspaceId, (caller.sees?.person ?? world.people.owner).memberId],
  );
  return id;
}

export async function freshSession({ api, world, caller }: Stage): Promise<string> {
  const id = randomUUID();
  await api.db.pool.query(
    `INSERT INTO user_session (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`,
    [id, (caller.sees?.person ?? world.people.owner).userId],
  );
  return id;
}

export async function freshSecret({ api, world }: Stage): Promise<string> {
  const body = { name: `S${randomUUID().replaceAll('-', '')}`, value: 'a value of some length' };
  return good(await api.call('POST', '/api/v1/secrets', { as: world.people.owner, body })).id;
}

export async function freshChannel({ api, world }: Stage): Promise<string> {
  const body = { kind: 'mail', name: newName(), to: ['list@example.org'] };
  return good(await api.call('POST', '/api/v1/channels', { as: world.people.owner, body })).id;
}

export async function freshPolicy({ api, world }: Stage): Promise<string> {
  const body = { name: newName(), demand: { quorum: 2 } };
  return good(await api.call('POST', '/api/v1/policies', { as: world.people.owner, body })).id;
}

/** Of whoever calls, where their role lets them have one. */
export async function freshDelegation({ api, world, caller }: Stage): Promise<string> {
  const id = randomUUID();
  await api.db.pool.query(
    `INSERT INTO delegation (id, workspace_id, giver_id, taker_id, starts_at, ends_at)
     VALUES ($1, $2, $3, $4, now(), now() + interval '1 day')`,
    [id, world.workspaceId, (caller.sees?.person ?? world.people.owner).memberId, world.maker.memberId],
  );
  return id;
}

export async function freshWorkflow({ api, world }: Stage): Promise<string> {
  const body = { spec: { ...specOf(world.marker), name: `${newName()} ${world.marker}` } };
  return good(await api.call('POST', '/api/v1/workflows', { as: world.maker, body })).id;
}

export async function freshRun({ api, world }: Stage): Promise<string> {
  const path = `/api/v1/workflows/${world.things.workflow}/runs`;
  return good(await api.call('POST', path, { as: world.maker, body: {} })).id;
}
