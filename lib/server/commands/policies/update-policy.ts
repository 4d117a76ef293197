import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { PolicyView, updatePolicyRequest } from '#lib/contracts/policy.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change, type Tx } from '#lib/server/change.ts';
import { readPolicy } from '#lib/server/queries/policies/policies.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { nameTaken, stillNamed, toldOf } from './policy-names.ts';

/** Changes a policy as it was at `revision`. Gates that are open go on as they opened; those that open later meet it. */
export async function updatePolicy(
  caller: Caller,
  id: string,
  { revision, name, description, everywhere, demand }: z.output<typeof updatePolicyRequest>,
): Promise<PolicyView> {
  authorize(caller, 'policy.manage');
  return change(
    caller,
    async (tx) => {
      await lockPolicies(tx, caller);
      const before = await readPolicy(caller, id, tx);
      if (before.revision !== revision)
        throw refuse('conflict', {
          detail: `${before.updatedBy} changed the policy “${before.name}” at ${before.updatedAt}; yours began at revision ${revision}.`,
          fix: 'Look at it again, and repeat your change.',
        });
      if (name !== undefined && name !== before.name) {
        if (before.usedBy.length > 0) throw stillNamed(before);
        await requireFree(tx, caller, name);
      }
      const told = toldOf(before);
      const next = {
        name: name ?? before.name,
        description: description ?? before.description,
        everywhere: everywhere ?? before.everywhere,
        demand: demand ?? before.demand,
      };
      if (isDeepStrictEqual(told, toldOf({ ...before, ...next }))) return before;
      await tx.query(
        `UPDATE gate_policy SET name = $2, description = $3, everywhere = $4, demand = $5, revision = revision + 1,
           updated_at = now(), updated_by_id = $6 WHERE id = $1`,
        [id, next.name, next.description, next.everywhere, JSON.stringify(next.demand), caller.member.id],
      );
      const after = await readPolicy(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'policy.changed',
        resource: { type: 'policy', id, name: after.name },
        before: told,
        after: toldOf(after),
        details: { revision: after.revision },
      });
      return after;
    },
    ['people', 'workflows'],
  );
}

/** Policies of a workspace change one after the other: checks and changes must not be torn apart. */
export const lockPolicies = (tx: Tx, { workspace }: Caller) =>
  tx.query('SELECT 1 FROM gate_policy WHERE workspace_id = $1 ORDER BY id FOR UPDATE', [workspace.id]);

async function requireFree(tx: Tx, { workspace }: Caller, name: string): Promise<void> {
  const { rowCount } = await tx.query('SELECT 1 FROM gate_policy WHERE workspace_id = $1 AND name = $2', [
    workspace.id,
    name,
  ]);
  if (rowCount) throw nameTaken(name);
}
