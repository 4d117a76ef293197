import type { z } from 'zod';
import type { ApprovalListItem, ApprovalSummary, approvalListQuery } from '#lib/contracts/approval.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { encodeCursor } from '../cursor.ts';
import { cursorParts, timeOf } from '../page.ts';
import { approvalSummary, type Judged } from './approval-summary.ts';
import { type Bind, gateFilter } from './gate-filter.ts';
import { type GateLineRow, lineColumns, lineOfRow } from './gate-line.ts';
import { voterFacts } from './voter-facts.ts';
import { withClaimers } from './with-claimers.ts';

type Query = z.output<typeof approvalListQuery>;
type Place = (string | number | null)[];

/** How often `mine` looks for more when what SQL found is not the caller's after all: the rules themselves decide. */
const patience = 5;

/**
 * Approvals of the workspace. `mine`: of open ones those that wait for the caller; of closed ones those the caller voted
 * on. Sorted by `due`, what is never due comes last, the one asked first before the others.
 */
export async function listApprovals(
  caller: Identity & { actor: Actor },
  query: Query,
): Promise<ListOf<ApprovalListItem>> {
  authorize(caller, 'gate.read');
  const judged = { caller, facts: await voterFacts(caller) };
  const items: ApprovalSummary[] = [];
  let after = cursorParts(query.cursor, 3);
  for (let round = 0; round < patience; round++) {
    const rows = await read(judged, query, after);
    for (const row of rows.slice(0, query.limit)) {
      const item = approvalSummary(lineOfRow(row), judged);
      after = [row.dueAt?.toISOString() ?? null, row.openedAt.toISOString(), row.id];
      if (query.mine && row.closedAt === null && (!item.mine.may || item.mine.signed)) continue;
      items.push(item);
      if (items.length === query.limit) {
        const more = rows.length > query.limit || row !== rows.at(-1);
        return { items: await withClaimers(items, judged), nextCursor: more ? encodeCursor(after) : null };
      }
    }
    if (rows.length <= query.limit) return { items: await withClaimers(items, judged), nextCursor: null };
  }
  return { items: await withClaimers(items, judged), nextCursor: after && encodeCursor(after) };
}

/** One row further than the limit, so that the end is known. */
async function read(judged: Judged, query: Query, after: Place | null): Promise<GateLineRow[]> {
  const values: unknown[] = [judged.caller.workspace.id];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const where = gateFilter(query, judged, bind);
  const { order, beyond } = sorts[query.sort];
  if (after) where.push(beyond(after, bind));
  const { rows } = await database().pool.query<GateLineRow>(
    `SELECT ${lineColumns} FROM gate g
     WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${bind(query.limit + 1)}`,
    values,
  );
  return rows;
}

/** How each sort goes on after a place in it. The time alone first: an index knows it. */
const sorts: Record<Query['sort'], { order: string; beyond(after: Place, bind: Bind): string }> = {
  newest: {
    order: 'g.opened_at DESC, g.id DESC',
    beyond([, opened, id], bind) {
      const at = bind(timeOf(opened));
      return `g.opened_at <= ${at} AND (g.opened_at, g.id) < (${at}, ${bind(String(id))})`;
    },
  },
  oldest: {
    order: 'g.opened_at, g.id',
    beyond([, opened, id], bind) {
      const at = bind(timeOf(opened));
      return `g.opened_at >= ${at} AND (g.opened_at, g.id) > (${at}, ${bind(String(id))})`;
    },
  },
  due: {
    order: 'g.due_at NULLS LAST, g.opened_at, g.id',
    beyond([due, opened, id], bind) {
      const last = `${bind(timeOf(opened))}, ${bind(String(id))}`;
      if (due === null) return `g.due_at IS NULL AND (g.opened_at, g.id) > (${last})`;
      return `(g.due_at IS NULL OR (g.due_at, g.opened_at, g.id) > (${bind(timeOf(due))}, ${last}))`;
    },
  },
};
