import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

/** A workflow as it is stored: its draft and where its versions stand. */
export type WorkflowRow = {
  id: string;
  workspaceId: string;
  slug: string;
  name: string;
  description: string;
  draft: JsonObject;
  layout: Layout;
  revision: number;
  draftAuthors: string[];
  latest: number;
  updatedAt: Date;
  updatedBy: string;
  archivedAt: Date | null;
};

const columns = `id, workspace_id AS "workspaceId", slug, name, description, draft, layout, revision,
  draft_authors AS "draftAuthors", latest, updated_at AS "updatedAt", updated_by AS "updatedBy",
  archived_at AS "archivedAt"`;

const locks = { change: 'FOR NO KEY UPDATE', share: 'FOR SHARE' } as const;

/**
 * A workflow of the caller's workspace by id or slug (an id is looked for first). Refuses with `not_found`. With `lockIn`
 * (a transaction) nobody else changes it until the end; `share` is for many who only need it to stay as it is.
 */
export async function findWorkflow(
  caller: Pick<Identity, 'workspace'>,
  idOrSlug: string,
  lockIn?: Tx,
  lock: 'change' | 'share' = 'change',
): Promise<WorkflowRow> {
  const { rows } = await (lockIn ?? database().pool).query<WorkflowRow>(
    `SELECT ${columns} FROM workflow
     WHERE workspace_id = $1 AND (id = $2 OR slug = $2) AND deleted_at IS NULL
     ORDER BY id = $2 DESC LIMIT 1 ${lockIn ? locks[lock] : ''}`,
    [caller.workspace.id, idOrSlug],
  );
  if (!rows[0]) throw refuse('not_found', 'There is no such workflow.');
  return rows[0];
}

/** A stored layout, whatever an older program left there. */
export const layoutOf = (stored: unknown): Layout => {
  const { positions = {}, notes } = (stored as Partial<Layout> | null) ?? {};
  return notes ? { positions, notes } : { positions };
};

/** Names of members by id, removed ones included, for lists that say who. */
export async function memberNames(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database().pool.query<{ id: string; name: string }>(
    'SELECT m.id, u.name FROM member m JOIN app_user u ON u.id = m.user_id WHERE m.id = ANY($1)',
    [[...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
