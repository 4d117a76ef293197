import type { z } from 'zod';
import type { ApprovalSummary, approvalListQuery } from '#lib/contracts/approval.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { encodeCursor } from '../cursor.ts';
import { cursorParts, timeOf } from '../page.ts';
import { approvalSummary, type Judged } from './approval-summary.ts';
import { type GateLineRow, lineColumns, lineOfRow } from './gate-line.ts';
import { voterFacts } from './voter-facts.ts';

type Query = z.output<typeof approvalListQuery>;

/** How often `mine` looks for more when rows fall out that SQL cannot judge (four eyes). */
const patience = 5;

/**
 * Approvals of the workspace, newest first. `mine`: of open ones those that wait for the caller; of closed ones those
 * the caller voted on.
 */
export async function listApprovals(
  caller: Identity & { actor: Actor },
  query: Query,
): Promise<ListOf<ApprovalSummary>> {
  authorize(caller, 'gate.read');
  const judged = { caller, facts: await voterFacts(caller) };
  const items: ApprovalSummary[] = [];
  let after = cursorParts(query.cursor, 2);
  for (let round = 0; round < patience; round++) {
    const rows = await read(judged, query, after);
    for (const row of rows.slice(0, query.limit)) {
      const item = approvalSummary(lineOfRow(row), judged);
      after = [row.openedAt.toISOString(), row.id];
      if (query.mine && row.closedAt === null && (!item.mine.may || item.mine.signed)) continue;
      items.push(item);
      if (items.length === query.limit) {
        const more = rows.length > query.limit || row !== rows.at(-1);
        return { items, nextCursor: more ? encodeCursor(after) : null };
      }
    }
    if (rows.length <= query.limit) return { items, nextCursor: null };
  }
  return { items, nextCursor: after && encodeCursor(after) };
}

/** One row further than the limit, so that the end is known. */
async function read(
  { caller, facts }: Judged,
  query: Query,
  after: (string | number | null)[] | null,
): Promise<GateLineRow[]> {
  const values: unknown[] = [caller.workspace.id, query.limit + 1];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['g.workspace_id = $1'];
  if (query.status !== 'any') where.push(`g.status = ${bind(query.status)}`);
  if (query.runId !== undefined) where.push(`g.run_id = ${bind(query.runId)}`);
  if (query.workflow !== undefined)
    where.push(
      `g.workflow_id IN (SELECT id FROM workflow WHERE workspace_id = $1 AND (id = ${bind(query.workflow)} OR slug = $${values.length}))`,
    );
  if (query.mine) {
    const voted = `EXISTS (SELECT 1 FROM gate_vote v WHERE v.gate_id = g.id AND v.member_id = ${bind(caller.member.id)})`;
    const names = bind([...facts.groups, facts.email].map((name) => name.toLowerCase()));
    const named = `EXISTS (SELECT 1 FROM jsonb_array_elements_text((g.policy -> 'reviewers' -> 'users') || (g.policy -> 'reviewers' -> 'groups')) n
      WHERE lower(n) = ANY(${names}))`;
    const open = `jsonb_array_length(g.policy -> 'reviewers' -> 'users') = 0
      AND jsonb_array_length(g.policy -> 'reviewers' -> 'groups') = 0`;
    where.push(`CASE WHEN g.status = 'closed' THEN ${voted} ELSE (${open}) OR ${named} END`);
  }
  if (after) {
    const at = bind(timeOf(after[0]));
    where.push(`g.opened_at <= ${at} AND (g.opened_at, g.id) < (${at}, ${bind(String(after[1]))})`);
  }
  const { rows } = await database().pool.query<GateLineRow>(
    `SELECT ${lineColumns} FROM gate g
     WHERE ${where.join(' AND ')} ORDER BY g.opened_at DESC, g.id DESC LIMIT $2`,
    values,
  );
  return rows;
}
