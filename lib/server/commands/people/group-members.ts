import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Makes these (ids of members of the workspace) a group's members; refuses unknown ones with their place. */
export async function setGroupMembers(
  tx: Tx,
  { groupId, workspaceId, members }: { groupId: string; workspaceId: string; members: readonly string[] },
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM member WHERE workspace_id = $1 AND removed_at IS NULL AND id = ANY($2)',
    [workspaceId, members],
  );
  const known = new Set(rows.map(({ id }) => id));
  const errors = members.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `members.${index}`, message: 'is no member of this workspace' }],
  );
  if (errors.length > 0) throw refuse('invalid_request', { errors });
  await tx.query('DELETE FROM group_member WHERE group_id = $1 AND NOT (member_id = ANY($2))', [groupId, members]);
  await tx.query(
    'INSERT INTO group_member (group_id, member_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
    [groupId, members],
  );
}

/** 409: names of groups are unique, since gates name them. */
export const nameTaken = (name: string) => refuse('conflict', `There is a group “${name}” already.`);
