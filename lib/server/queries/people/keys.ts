import type { ListOf } from '#lib/contracts/list.ts';
import type { KeyView } from '#lib/contracts/people.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize, may } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

interface Row extends Record<string, unknown> {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  member_id: string;
  member: string;
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
}

// $2: whose keys may be seen; null sees all.
const select = `SELECT k.id, k.name, k.prefix, k.scopes, k.member_id, u.name AS member, k.created_at, k.last_used_at, k.expires_at
  FROM api_key k JOIN member m ON m.id = k.member_id JOIN app_user u ON u.id = m.user_id
  WHERE k.workspace_id = $1 AND k.revoked_at IS NULL AND ($2::text IS NULL OR k.member_id = $2)`;

const whose = (caller: Identity) => (may(caller, 'key.manage') ? null : caller.member.id);

/** The caller's keys, or all of the workspace with `key.manage`; the latest first. */
export async function listKeys(caller: Identity): Promise<ListOf<KeyView>> {
  authorize(caller, 'key.own');
  const { rows } = await database().pool.query<Row>(`${select} ORDER BY k.created_at DESC, k.id LIMIT 1000`, [
    caller.workspace.id,
    whose(caller),
  ]);
  return { items: rows.map(viewOf), nextCursor: null };
}

/** One key that the caller may see; 404 for any other. */
export async function readKey(caller: Identity, id: string, tx: Tx = database().pool): Promise<KeyView> {
  const { rows } = await tx.query<Row>(`${select} AND k.id = $3`, [caller.workspace.id, whose(caller), id]);
  if (!rows[0]) throw refuse('not_found');
  return viewOf(rows[0]);
}

const viewOf = (row: Row): KeyView => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  memberId: row.member_id,
  member: row.member,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
});
