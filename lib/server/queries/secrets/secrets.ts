import type { ListOf } from '#lib/contracts/list.ts';
import type { SecretView } from '#lib/contracts/secret.ts';
import { secretsUsedIn } from '#lib/domain/secret/uses.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { workflowsNaming } from '#lib/server/queries/workflows/named-in.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

interface Row extends Record<string, unknown> {
  id: string;
  name: string;
  description: string;
  created_by: string;
  created_at: Date;
  updated_at: Date;
  last_used_at: Date | null;
}

// The sealed value is no column of it: what is not read cannot be given away.
const select = `SELECT s.id, s.name, s.description, coalesce(u.name, 'Somebody') AS created_by, s.created_at, s.updated_at,
    s.last_used_at
  FROM secret s LEFT JOIN member m ON m.id = s.created_by LEFT JOIN app_user u ON u.id = m.user_id
  WHERE s.workspace_id = $1`;

/** The workspace's secrets by name, with the workflows that use them; never their values. */
export async function listSecrets(caller: Identity): Promise<ListOf<SecretView>> {
  authorize(caller, 'secret.read');
  const [{ rows }, uses] = await Promise.all([
    database().pool.query<Row>(`${select} ORDER BY s.name LIMIT 1000`, [caller.workspace.id]),
    usesOf(caller.workspace.id),
  ]);
  return { items: rows.map((row) => viewOf(row, uses)), nextCursor: null };
}

/** One secret; 404 for one of another workspace. */
export async function readSecret(caller: Identity, id: string, tx: Tx = database().pool): Promise<SecretView> {
  const { rows } = await tx.query<Row>(`${select} AND s.id = $2`, [caller.workspace.id, id]);
  if (!rows[0]) throw refuse('not_found', 'There is no such secret.');
  return viewOf(rows[0], await usesOf(caller.workspace.id, tx));
}

type Uses = ReadonlyMap<string, SecretView['usedBy']>;

const usesOf = (workspaceId: string, tx: Tx = database().pool): Promise<Uses> =>
  workflowsNaming(tx, {
    workspaceId,
    word: 'secrets',
    namesIn: (spec) => secretsUsedIn([spec.steps ?? [], spec.handlers ?? []]),
  });

const viewOf = (row: Row, uses: Uses): SecretView => ({
  id: row.id,
  name: row.name,
  description: row.description,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  usedBy: uses.get(row.name) ?? [],
});
