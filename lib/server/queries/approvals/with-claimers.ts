import type { ApprovalListItem, ApprovalSummary } from '#lib/contracts/approval.ts';
import type { GateBook } from '#lib/domain/gate/book.ts';
import type { GatePolicy } from '#lib/domain/gate/spec.ts';
import { database } from '#lib/storage/database.ts';
import { memberNames } from '../workflows/workflow-row.ts';
import type { Judged } from './approval-summary.ts';
import { holdsClaim, votersOf } from './voters.ts';

type Row = { id: string; by: string; policy: GatePolicy; book: Omit<GateBook, 'policy'> };

/** Who looks at each of these gates; like in the case itself, only of somebody who may decide there is it told. */
export async function withClaimers(
  items: readonly ApprovalSummary[],
  { caller, facts }: Judged,
): Promise<ApprovalListItem[]> {
  const { rows } = await database().pool.query<Row>(
    `SELECT id, claimed_by_id AS by, policy, book FROM gate
     WHERE id = ANY($1) AND claimed_by_id IS NOT NULL AND status = 'open'`,
    [items.map(({ id }) => id)],
  );
  const claimers = new Map<string, { id: string; name: string }>();
  if (rows.length > 0) {
    const [voters, names] = await Promise.all([
      votersOf(caller.workspace.id, facts),
      memberNames(rows.map(({ by }) => by)),
    ]);
    for (const { id, by, policy, book } of rows)
      if (holdsClaim({ ...book, policy }, voters, by)) claimers.set(id, { id: by, name: names.get(by) ?? 'Somebody' });
  }
  return items.map((item) => ({ ...item, claimedBy: claimers.get(item.id) ?? null }));
}
