import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';

/** The groups named by id or by name, of this workspace; refuses unknown ones with their place. */
export async function resolveGroups(
  tx: Tx,
  workspaceId: string,
  wanted: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await tx.query<{ id: string; name: string }>(
    'SELECT id, name FROM member_group WHERE workspace_id = $1 AND (id = ANY($2) OR name = ANY($2)) ORDER BY name',
    [workspaceId, wanted],
  );
  const unknown = wanted.filter((each) => !rows.some(({ id, name }) => id === each || name === each));
  if (unknown.length > 0)
    throw refuse('invalid_request', {
      errors: unknown.map((each) => ({ path: 'groups', message: `there is no group “${each.slice(0, 100)}”` })),
    });
  return rows;
}

/** Puts a member into exactly these groups. */
export async function setGroups(tx: Tx, memberId: string, groupIds: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM group_member WHERE member_id = $1 AND NOT (group_id = ANY($2))', [memberId, groupIds]);
  await tx.query(
    'INSERT INTO group_member (group_id, member_id) SELECT unnest($2::text[]), $1 ON CONFLICT DO NOTHING',
    [memberId, groupIds],
  );
}
