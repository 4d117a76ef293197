import type { ListOf } from '#lib/contracts/list.ts';
import type { GroupView } from '#lib/contracts/people.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

const select = `SELECT g.id, g.name, g.description,
    (SELECT coalesce(json_agg(json_build_object('id', m.id, 'name', u.name, 'email', u.email) ORDER BY u.name), '[]')
       FROM group_member gm JOIN member m ON m.id = gm.member_id AND m.removed_at IS NULL
       JOIN app_user u ON u.id = m.user_id WHERE gm.group_id = g.id) AS members
  FROM member_group g WHERE g.workspace_id = $1`;

/** All groups with their people, by name. */
export async function listGroups(caller: Identity): Promise<ListOf<GroupView>> {
  authorize(caller, 'member.read');
  const { rows } = await database().pool.query<GroupView>(`${select} ORDER BY g.name`, [caller.workspace.id]);
  return { items: rows, nextCursor: null };
}

/** One group of the caller's workspace; 404 for any other. */
export async function readGroup(caller: Identity, id: string, tx: Tx = database().pool): Promise<GroupView> {
  const { rows } = await tx.query<GroupView>(`${select} AND g.id = $2`, [caller.workspace.id, id]);
  if (!rows[0]) throw refuse('not_found');
  return rows[0];
}
