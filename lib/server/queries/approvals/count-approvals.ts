import type { ApprovalCounts } from '#lib/contracts/approval.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { asksGroups, type Bind, waitsFor } from './gate-filter.ts';
import { voterFacts } from './voter-facts.ts';

/** How many open gates wait for the caller, ask their groups, and are there at all. */
export async function countApprovals(caller: Identity & { actor: Actor }): Promise<ApprovalCounts> {
  authorize(caller, 'gate.read');
  const judged = { caller, facts: await voterFacts(caller) };
  const values: unknown[] = [caller.workspace.id];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const { rows } = await database().pool.query<ApprovalCounts>(
    `SELECT count(*) FILTER (WHERE ${waitsFor(judged, bind)})::int AS mine,
       count(*) FILTER (WHERE ${asksGroups(judged, bind)})::int AS groups, count(*)::int AS open
     FROM gate g WHERE g.workspace_id = $1 AND g.status = 'open'`,
    values,
  );
  return rows[0]!;
}
