import type { ListOf } from '#lib/contracts/list.ts';
import type { PolicyView } from '#lib/contracts/policy.ts';
import { demandTroubles } from '#lib/domain/gate/demand-lint.ts';
import { policiesNamedIn } from '#lib/domain/gate/policy-uses.ts';
import type { PolicyDemand } from '#lib/domain/gate/spec.ts';
import type { Workforce } from '#lib/domain/gate/workforce.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { readWorkforce } from '../gates/workforce.ts';

type Row = {
  id: string;
  name: string;
  description: string;
  everywhere: boolean;
  demand: PolicyDemand;
  revision: number;
  updated_at: Date;
  updated_by: string;
};

const select = `SELECT p.id, p.name, p.description, p.everywhere, p.demand, p.revision, p.updated_at,
    coalesce(u.name, 'Somebody') AS updated_by
  FROM gate_policy p LEFT JOIN member m ON m.id = p.updated_by_id LEFT JOIN app_user u ON u.id = m.user_id
  WHERE p.workspace_id = $1`;

/** The workspace's policies by name, with the workflows that name them and what is wrong with them now. */
export async function listPolicies(caller: Identity): Promise<ListOf<PolicyView>> {
  authorize(caller, 'policy.read');
  const workspaceId = caller.workspace.id;
  const [{ rows }, uses, workforce] = await Promise.all([
    database().pool.query<Row>(`${select} ORDER BY p.name LIMIT 1000`, [workspaceId]),
    policyUses(workspaceId),
    readWorkforce(workspaceId),
  ]);
  return { items: rows.map((row) => viewOf(row, uses, workforce)), nextCursor: null };
}

/** One policy; 404 for one of another workspace. */
export async function readPolicy(caller: Identity, id: string, tx: Tx = database().pool): Promise<PolicyView> {
  authorize(caller, 'policy.read');
  const { rows } = await tx.query<Row>(`${select} AND p.id = $2`, [caller.workspace.id, id]);
  if (!rows[0]) throw refuse('not_found', 'There is no such policy.');
  const uses = await policyUses(caller.workspace.id, tx);
  return viewOf(rows[0], uses, await readWorkforce(caller.workspace.id, tx));
}

type Uses = ReadonlyMap<string, PolicyView['usedBy']>;

/** Names of policies → workflows, archived ones too, whose latest version or draft names them. */
async function policyUses(workspaceId: string, tx: Tx = database().pool): Promise<Uses> {
  const { rows } = await tx.query<PolicyView['usedBy'][number] & { specs: unknown[] }>(
    `SELECT w.id, w.slug, w.name, json_build_array(w.draft, v.spec) AS specs FROM workflow w
       LEFT JOIN workflow_version v ON v.workflow_id = w.id AND v.number = w.latest
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL
        AND (strpos(w.draft::text, '"policy"') > 0 OR strpos(v.spec::text, '"policy"') > 0)
      ORDER BY w.name, w.id`,
    [workspaceId],
  );
  const uses = new Map<string, PolicyView['usedBy']>();
  for (const { specs, ...workflow } of rows)
    for (const name of new Set(specs.flatMap((spec) => [...policiesNamedIn(spec)])))
      uses.set(name, [...(uses.get(name) ?? []), workflow]);
  return uses;
}

const viewOf = ({ updated_at, updated_by, ...row }: Row, uses: Uses, workforce: Workforce): PolicyView => ({
  ...row,
  updatedAt: updated_at.toISOString(),
  updatedBy: updated_by,
  usedBy: uses.get(row.name) ?? [],
  findings: demandTroubles(row, workforce),
});
