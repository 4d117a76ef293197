import { mayDecide } from '#lib/domain/gate/eligibility.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import type { Tx } from '#lib/storage/tx.ts';
import { noApproval } from '../../queries/approvals/find-gate.ts';
import { type GateLineRow, lineColumns, lineOfRow } from '../../queries/approvals/gate-line.ts';
import { voterFacts } from '../../queries/approvals/voter-facts.ts';
import { holdsClaim, votersOf } from '../../queries/approvals/voters.ts';

type Row = GateLineRow & { claimedById: string | null; claimer: string | null };

/**
 * Says "I am looking at this", or takes it back. A sign for others, not a lock: anyone who may decide still can. It
 * counts while the gate is open and the claimer may decide there; until then, to claim it is `conflict` for others.
 * Refuses with `not_a_reviewer` whom the gate does not ask.
 */
export async function claimGate(caller: Caller, id: string, claimed: boolean): Promise<void> {
  authorize(caller, 'gate.decide');
  await change(
    caller,
    async (tx) => {
      const row = await lockGate(tx, caller.workspace.id, id);
      const { book } = lineOfRow(row);
      if (book.closed) throw refuse('gate_closed', 'The gate is closed.');
      const facts = await voterFacts(caller, { connection: tx, refuseOthers: true });
      const own = row.claimedById === caller.member.id;
      const voters = row.claimedById === null || own ? null : await votersOf(caller.workspace.id, facts, tx);
      if (voters && holdsClaim(book, voters, row.claimedById!))
        throw refuse('conflict', `${row.claimer ?? 'Somebody else'} is looking at it.`);
      const may = mayDecide(book, { actor: caller.actor, facts, action: 'cancel' });
      if (claimed && !may.may) throw refuse(may.code, may.why);
      if (own === claimed) return;
      await tx.query('UPDATE gate SET claimed_by_id = $2 WHERE id = $1', [id, claimed ? caller.member.id : null]);
      await recordAudit(tx, caller, {
        action: claimed ? 'gate.claimed' : 'gate.unclaimed',
        resource: { type: 'gate', id, name: row.title },
        runId: row.runId,
      });
    },
    ['approvals'],
  );
}

async function lockGate(tx: Tx, workspaceId: string, id: string): Promise<Row> {
  const { rows } = await tx.query<Row>(
    `SELECT ${lineColumns}, g.claimed_by_id AS "claimedById", u.name AS claimer
     FROM gate g LEFT JOIN member m ON m.id = g.claimed_by_id LEFT JOIN app_user u ON u.id = m.user_id
     WHERE g.id = $1 AND g.workspace_id = $2 FOR NO KEY UPDATE OF g`,
    [id, workspaceId],
  );
  if (!rows[0]) throw noApproval();
  return rows[0];
}
