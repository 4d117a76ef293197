import type { WorkspaceView } from '#lib/contracts/people.ts';
import { roleMay, roleNames } from '#lib/domain/access/permissions.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

const deciding = roleNames.filter((role) => roleMay(role, 'gate.decide'));

/** The caller's workspace, with how many people it has and how many of them can sign. */
export async function readWorkspace(caller: Identity, tx: Tx = database().pool): Promise<WorkspaceView> {
  authorize(caller, 'workspace.read');
  const { rows } = await tx.query<Omit<WorkspaceView, 'createdAt'> & { createdAt: Date }>(
    `SELECT w.id, w.name, w.slug, w.self_approval AS "selfApproval", w.allowed_hosts AS "allowedHosts", w.created_at AS "createdAt",
            count(m.id)::int AS members, (count(m.id) FILTER (WHERE m.role = ANY($2)))::int AS reviewers
       FROM workspace w LEFT JOIN member m ON m.workspace_id = w.id AND m.removed_at IS NULL
      WHERE w.id = $1 GROUP BY w.id`,
    [caller.workspace.id, deciding],
  );
  const row = rows[0];
  if (!row) throw refuse('not_found');
  return { ...row, createdAt: row.createdAt.toISOString() };
}
