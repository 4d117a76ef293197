import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { AuditEntryView, auditListQuery } from '#lib/contracts/record.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { containing } from '../like.ts';
import { cursorParts, pageOf } from '../page.ts';
import { type EntryRow, entryColumns, entryView } from './entry-view.ts';

/** The record of the workspace, newest first. Every filter narrows. */
export async function listAudit(
  caller: Identity,
  query: z.output<typeof auditListQuery>,
): Promise<ListOf<AuditEntryView>> {
  authorize(caller, 'record.read');
  const values: unknown[] = [caller.workspace.id, query.limit + 1];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['workspace_id = $1'];
  if (query.runId !== undefined) where.push(`run_id = ${bind(query.runId)}`);
  if (query.actor !== undefined) where.push(`actor_id = ${bind(query.actor)}`);
  if (query.action !== undefined) {
    // A noun alone as a range that the index knows: `gate.` up to what follows the dot.
    if (query.action.includes('.')) where.push(`action = ${bind(query.action)}`);
    else where.push(`action > ${bind(`${query.action}.`)} AND action < ${bind(`${query.action}/`)}`);
  }
  if (query.resource !== undefined) {
    const [type, ...rest] = query.resource.split(':');
    where.push(`resource_type = ${bind(type)}`);
    if (rest.length > 0) where.push(`resource_id = ${bind(rest.join(':'))}`);
  }
  // The text as it was hashed: names, comments, differences.
  if (query.text !== undefined) where.push(`body ILIKE ${bind(containing(query.text))}`);
  if (query.from !== undefined) where.push(`at >= ${bind(query.from)}`);
  if (query.to !== undefined) where.push(`at < ${bind(query.to)}`);
  const cursor = cursorParts(query.cursor, 1);
  if (cursor) where.push(`seq < ${bind(Number(cursor[0]) || 0)}`);
  const { rows } = await database().pool.query<EntryRow>(
    `SELECT ${entryColumns} FROM audit_entry WHERE ${where.join(' AND ')} ORDER BY seq DESC LIMIT $2`,
    values,
  );
  return pageOf(rows, query.limit, (row) => [row.seq], entryView);
}
