import type { z } from 'zod';
import type { ListOf, listQuery } from '#lib/contracts/list.ts';
import type { MemberView } from '#lib/contracts/people.ts';
import type { Role } from '#lib/domain/access/permissions.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize, may } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';

interface Row extends Record<string, unknown> {
  id: string;
  user_id: string;
  name: string;
  email: string;
  role: Role;
  groups: string[];
  created_at: Date;
  second_factor: boolean;
}

const select = `SELECT m.id, m.user_id, u.name, u.email, m.role, m.created_at, u.totp_since IS NOT NULL AS second_factor,
    ARRAY(SELECT g.name FROM group_member gm JOIN member_group g ON g.id = gm.group_id
           WHERE gm.member_id = m.id ORDER BY g.name) AS groups
  FROM member m JOIN app_user u ON u.id = m.user_id
  WHERE m.workspace_id = $1 AND m.removed_at IS NULL`;

/** The people of the workspace, by name. */
export async function listMembers(
  caller: Identity,
  { limit, cursor }: z.output<typeof listQuery>,
): Promise<ListOf<MemberView>> {
  authorize(caller, 'member.read');
  const after = cursor === undefined ? null : decodeCursor(cursor, 2);
  if (cursor !== undefined && after === null)
    throw refuse('invalid_request', { errors: [{ path: 'cursor', message: 'is not one of this list' }] });
  const { rows } = await database().pool.query<Row>(
    `${select} ${after ? 'AND (u.name, m.id) > ($3, $4)' : ''} ORDER BY u.name, m.id LIMIT $2`,
    [caller.workspace.id, limit + 1, ...(after ?? [])],
  );
  const items = rows.slice(0, limit).map((row) => viewOf(row, caller));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.name, last.id]) : null };
}

/** One member of the caller's workspace; 404 for anybody else. */
export async function readMember(caller: Identity, id: string, tx: Tx = database().pool): Promise<MemberView> {
  const { rows } = await tx.query<Row>(`${select} AND m.id = $2`, [caller.workspace.id, id]);
  if (!rows[0]) throw refuse('not_found');
  return viewOf(rows[0], caller);
}

const viewOf = (row: Row, caller: Identity): MemberView => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  email: row.email,
  role: row.role,
  groups: row.groups,
  joinedAt: row.created_at.toISOString(),
  ...(may(caller, 'member.reset') ? { secondFactor: row.second_factor } : {}),
});
