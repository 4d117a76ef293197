import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { createPolicyRequest, PolicyView } from '#lib/contracts/policy.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readPolicy } from '#lib/server/queries/policies/policies.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { nameTaken, toldOf } from './policy-names.ts';

/** Makes a policy; it holds for the gates that open from now on. */
export async function createPolicy(
  caller: Caller,
  { name, description = '', everywhere = false, demand }: z.output<typeof createPolicyRequest>,
): Promise<PolicyView> {
  authorize(caller, 'policy.manage');
  const id = randomUUID();
  return change(
    caller,
    async (tx) => {
      const { rowCount } = await tx.query(
        `INSERT INTO gate_policy (id, workspace_id, name, description, everywhere, demand, updated_by_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [id, caller.workspace.id, name, description, everywhere, JSON.stringify(demand), caller.member.id],
      );
      if (rowCount === 0) throw nameTaken(name);
      const policy = await readPolicy(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'policy.created',
        resource: { type: 'policy', id, name },
        after: toldOf(policy),
      });
      return policy;
    },
    ['people', 'workflows'],
  );
}
