import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { findGate } from '../../queries/approvals/find-gate.ts';

/**
 * Says "I am looking at this", or takes it back. A sign for others, not a lock: anyone who may decide still can. A gate
 * somebody else claimed is `conflict`.
 */
export async function claimGate(caller: Caller, id: string, claimed: boolean): Promise<void> {
  authorize(caller, 'gate.decide');
  const gate = await findGate(caller, id);
  await change(
    caller,
    async (tx) => {
      const { rows } = await tx.query<{ status: string; claimedById: string | null; claimer: string | null }>(
        `SELECT g.status, g.claimed_by_id AS "claimedById", u.name AS claimer
         FROM gate g LEFT JOIN member m ON m.id = g.claimed_by_id LEFT JOIN app_user u ON u.id = m.user_id
         WHERE g.id = $1 FOR NO KEY UPDATE OF g`,
        [gate.id],
      );
      const now = rows[0]!;
      if (now.status === 'closed') throw refuse('gate_closed', 'The gate is closed.');
      if (now.claimedById !== null && now.claimedById !== caller.member.id)
        throw refuse('conflict', `${now.claimer ?? 'Somebody else'} is looking at it.`);
      if ((now.claimedById !== null) === claimed) return;
      await tx.query('UPDATE gate SET claimed_by_id = $2 WHERE id = $1', [gate.id, claimed ? caller.member.id : null]);
      await recordAudit(tx, caller, {
        action: claimed ? 'gate.claimed' : 'gate.unclaimed',
        resource: { type: 'gate', id: gate.id, name: gate.title },
        runId: gate.runId,
      });
    },
    ['approvals'],
  );
}
