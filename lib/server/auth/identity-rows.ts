import { type Role, roleNames } from '#lib/domain/access/permissions.ts';
import { log } from '#lib/server/log.ts';
import { database } from '#lib/storage/database.ts';
import type { Identity } from './caller.ts';

interface Row {
  user_id: string;
  user_name: string;
  email: string;
  time_zone: string;
  member_id: string;
  role: string;
  gate_mail: boolean;
  groups: { id: string; name: string }[];
  workspace_id: string;
  workspace_name: string;
  slug: string;
  self_approval: string;
}

const person = `
  u.id AS user_id, u.name AS user_name, u.email, u.time_zone, m.id AS member_id, m.role, m.gate_mail,
  w.id AS workspace_id, w.name AS workspace_name, w.slug, w.self_approval,
  (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name), '[]')
     FROM group_member gm JOIN member_group g ON g.id = gm.group_id WHERE gm.member_id = m.id) AS groups`;

/** The person signed in by this session, in the workspace of that slug or else their first; null when it ended. */
export async function identityOfSession(sessionId: string, slug: string | null): Promise<Identity | null> {
  const { rows } = await database().pool.query<Row & { stale: boolean }>(
    `SELECT ${person}, s.seen_at < now() - interval '1 minute' AS stale
       FROM user_session s
       JOIN app_user u ON u.id = s.user_id AND u.disabled_at IS NULL
       JOIN member m ON m.user_id = u.id AND m.removed_at IS NULL
       JOIN workspace w ON w.id = m.workspace_id
      WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()
      ORDER BY (w.slug = $2) DESC NULLS LAST, m.created_at LIMIT 1`,
    [sessionId, slug],
  );
  const row = rows[0];
  if (!row) return null;
  if (row.stale) await touch('UPDATE user_session SET seen_at = now() WHERE id = $1', sessionId);
  return identityOf(row, { via: 'session', sessionId, keyId: null, scopes: null });
}

/** The person a key acts for; null when it is unknown, expired or revoked. */
export async function identityOfKey(hash: string): Promise<Identity | null> {
  const { rows } = await database().pool.query<Row & { key_id: string; scopes: string[]; stale: boolean }>(
    `SELECT ${person}, k.id AS key_id, k.scopes,
            coalesce(k.last_used_at < now() - interval '1 minute', true) AS stale
       FROM api_key k
       JOIN member m ON m.id = k.member_id AND m.removed_at IS NULL
       JOIN app_user u ON u.id = m.user_id AND u.disabled_at IS NULL
       JOIN workspace w ON w.id = k.workspace_id AND w.id = m.workspace_id
      WHERE k.hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())`,
    [hash],
  );
  const row = rows[0];
  if (!row) return null;
  if (row.stale) await touch('UPDATE api_key SET last_used_at = now() WHERE id = $1', row.key_id);
  return identityOf(row, { via: 'key', sessionId: null, keyId: row.key_id, scopes: row.scopes });
}

/** Notes the last use; nobody is turned away because that could not be written. */
async function touch(statement: string, id: string): Promise<void> {
  await database()
    .pool.query(statement, [id])
    .catch((error: unknown) => log().warn({ err: error }, 'The last use could not be noted'));
}

function identityOf(row: Row, door: Pick<Identity, 'via' | 'sessionId' | 'keyId' | 'scopes'>): Identity | null {
  const role = roleNames.find((name): name is Role => name === row.role);
  if (!role) return null;
  return {
    ...door,
    user: { id: row.user_id, name: row.user_name, email: row.email, timeZone: row.time_zone },
    member: {
      id: row.member_id,
      role,
      groups: row.groups.map(({ name }) => name),
      groupIds: row.groups.map(({ id }) => id),
      gateMail: row.gate_mail,
    },
    workspace: {
      id: row.workspace_id,
      name: row.workspace_name,
      slug: row.slug,
      selfApproval: row.self_approval === 'marked' ? 'marked' : 'never',
    },
  };
}
