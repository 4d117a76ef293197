import { randomUUID } from 'node:crypto';
import {
  keyScopeNames,
  permissions,
  type Role,
  roleMay,
  roleNames,
  scopesAllow,
} from '#lib/domain/access/permissions.ts';
import { sessionCookieName } from '#lib/server/auth/cookies.ts';
import { newSecret } from '#lib/server/auth/secret.ts';
import { sessionToken } from '#lib/server/auth/session-token.ts';
import type { Access } from '#lib/server/http/route.ts';
import { ownOrigin, type TestApi, type TestPerson } from '../api.ts';
import type { World } from './world.ts';

/** Somebody who calls, as the server meets them. */
export interface TestCaller {
  name: string;
  headers: Record<string, string>;
  /** Whom the server should see; null when these credentials are worth nothing. */
  sees: { person: TestPerson; role: Role; via: 'session' | 'key'; scopes: string[] | null; world: World } | null;
}

/** What a door must say: `open` is everything but 401, 403 and a failure. */
export type Outcome = 'open' | 'unauthenticated' | 'forbidden';

/** From the one table of roles and permissions. */
export function outcomeOf(access: Access, { sees }: TestCaller): Outcome {
  if (access === 'public') return 'open';
  if (!sees) return 'unauthenticated';
  if (access === 'known') return 'open';
  if (access === 'self') return sees.via === 'session' ? 'open' : 'forbidden';
  if (!(access in permissions)) throw new Error(`${access} is in no table`);
  const allowed = roleMay(sees.role, access) && (sees.scopes === null || scopesAllow(sees.scopes, access));
  return allowed ? 'open' : 'forbidden';
}

const byCookie = (cookie: string) => ({ cookie, origin: ownOrigin });
const byKey = (key: string) => ({ authorization: `Bearer ${key}` });

/** Everybody there can be: each role in a browser, each role with a key of each scope, those from elsewhere, and those whose time is over. */
export async function everyCaller(api: TestApi, own: World, foreign: World): Promise<TestCaller[]> {
  const { pool } = api.db;
  const callers: TestCaller[] = [{ name: 'a stranger', headers: {}, sees: null }];
  for (const role of roleNames) {
    const person = own.people[role];
    callers.push({
      name: `${role}, session`,
      headers: byCookie(person.cookie),
      sees: { person, role, via: 'session', scopes: null, world: own },
    });
    for (const scope of keyScopeNames)
      callers.push({
        name: `${role}, key for ${scope}`,
        headers: byKey(await api.key(person, [scope])),
        sees: { person, role, via: 'key', scopes: [scope], world: own },
      });
  }
  const elsewhere = foreign.people.owner;
  callers.push(
    {
      name: 'owner of another workspace, session',
      headers: byCookie(elsewhere.cookie),
      sees: { person: elsewhere, role: 'owner', via: 'session', scopes: null, world: foreign },
    },
    {
      name: 'owner of another workspace, key',
      headers: byKey(await api.key(elsewhere, ['admin'])),
      sees: { person: elsewhere, role: 'owner', via: 'key', scopes: ['admin'], world: foreign },
    },
  );
  const over = async (name: string, end: (person: TestPerson) => Promise<unknown>) => {
    const person = await api.person('owner');
    const key = await api.key(person, ['admin']);
    await end(person);
    callers.push({ name: `${name}, session`, headers: byCookie(person.cookie), sees: null });
    callers.push({ name: `${name}, key`, headers: byKey(key), sees: null });
  };
  const set = (statement: string) => (id: string) => pool.query(statement, [id]);
  const endSession = set('UPDATE user_session SET revoked_at = now() WHERE id = $1');
  const ageSession = set(`UPDATE user_session SET expires_at = now() - interval '1 second' WHERE id = $1`);
  const revokeKeys = set('UPDATE api_key SET revoked_at = now() WHERE member_id = $1');
  const ageKeys = set(`UPDATE api_key SET expires_at = now() - interval '1 second' WHERE member_id = $1`);
  await over('revoked', async ({ sessionId, memberId }) => [await endSession(sessionId), await revokeKeys(memberId)]);
  await over('expired', async ({ sessionId, memberId }) => [await ageSession(sessionId), await ageKeys(memberId)]);
  await over('removed from the workspace', ({ memberId }) =>
    set('UPDATE member SET removed_at = now() WHERE id = $1')(memberId),
  );
  await over('disabled', ({ userId }) => set('UPDATE app_user SET disabled_at = now() WHERE id = $1')(userId));

  const { owner } = own.people;
  const madeUp = await sessionToken(randomUUID(), owner.userId);
  const broken = (name: string, headers: Record<string, string>) => callers.push({ name, headers, sees: null });
  broken('a made-up key', byKey(newSecret('csk_')));
  broken('a bad key beside a good cookie', { ...byCookie(owner.cookie), ...byKey('csk_wrong') });
  broken('a session that never was', byCookie(`${sessionCookieName()}=${madeUp}`));
  broken('a cookie cut short', byCookie(owner.cookie.slice(0, -8)));
  // Each from an address of their own: attempts are counted by it.
  for (const [index, { headers }] of callers.entries()) headers['x-countersign-address'] = `192.0.2.${index + 1}`;
  return callers;
}
