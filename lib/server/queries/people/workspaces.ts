import type { ListOf } from '#lib/contracts/list.ts';
import type { MembershipView } from '#lib/contracts/people.ts';
import type { Role } from '#lib/domain/access/permissions.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

type Row = { id: string; slug: string; name: string; role: Role };

/** Workspaces the caller is a member of, by name. A key knows of its own alone. */
export async function listWorkspaces({ user, workspace, via }: Identity): Promise<ListOf<MembershipView>> {
  const { rows } = await database().pool.query<Row>(
    `SELECT w.id, w.slug, w.name, m.role FROM member m JOIN workspace w ON w.id = m.workspace_id
      WHERE m.user_id = $1 AND m.removed_at IS NULL AND ($2::text IS NULL OR w.id = $2)
      ORDER BY lower(w.name), w.id LIMIT 1000`,
    [user.id, via === 'key' ? workspace.id : null],
  );
  return {
    items: rows.map(({ id, slug, name, role }) => ({ slug, name, role, current: id === workspace.id })),
    nextCursor: null,
  };
}

/** The slug of one of them, so that it can be entered; 404 for any other, whether there is one or not. */
export async function ownWorkspace(caller: Identity, slug: string): Promise<string> {
  const { items } = await listWorkspaces(caller);
  if (!items.some((item) => item.slug === slug)) throw refuse('not_found', 'You are in no such workspace.');
  return slug;
}
