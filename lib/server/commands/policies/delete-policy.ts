import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readPolicy } from '#lib/server/queries/policies/policies.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { stillNamed, toldOf } from './policy-names.ts';
import { lockPolicies } from './update-policy.ts';

/** Deletes a policy that no workflow names. Gates that are open keep what it demanded when they opened. */
export async function deletePolicy(caller: Caller, id: string): Promise<void> {
  authorize(caller, 'policy.manage');
  await change(
    caller,
    async (tx) => {
      await lockPolicies(tx, caller);
      const policy = await readPolicy(caller, id, tx);
      if (policy.usedBy.length > 0) throw stillNamed(policy);
      await tx.query('DELETE FROM gate_policy WHERE id = $1', [id]);
      await recordAudit(tx, caller, {
        action: 'policy.deleted',
        resource: { type: 'policy', id, name: policy.name },
        before: toldOf(policy),
      });
    },
    ['people', 'workflows'],
  );
}
