import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readDelegation } from '#lib/server/queries/delegations/delegations.ts';
import { recordAudit } from '#lib/server/record-audit.ts';

/** Ends it at once, or before it begins. What was signed meanwhile stays signed. */
export async function endDelegation(caller: Caller, id: string): Promise<void> {
  authorize(caller, 'delegation.own');
  await change(
    caller,
    async (tx) => {
      await tx.query('SELECT 1 FROM delegation WHERE id = $1 AND workspace_id = $2 FOR UPDATE', [
        id,
        caller.workspace.id,
      ]);
      const { giver, taker, startsAt, endsAt, status } = await readDelegation(caller, id, tx);
      if (giver.id !== caller.member.id) authorize(caller, 'delegation.manage');
      if (status === 'over') return;
      await tx.query('UPDATE delegation SET revoked_at = now() WHERE id = $1', [id]);
      await recordAudit(tx, caller, {
        action: 'delegation.ended',
        resource: { type: 'delegation', id, name: taker.name },
        details: { giver, taker, startsAt, endsAt },
      });
    },
    ['people', 'approvals'],
  );
}
