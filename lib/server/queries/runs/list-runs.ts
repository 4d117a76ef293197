import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { Eta, RunSummary, runListQuery } from '#lib/contracts/run.ts';
import { isoOrNull, waitingView } from '#lib/contracts/run-view/step-view.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { RunStatus } from '#lib/domain/run/status.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { Waiting } from '#lib/domain/run/waiting.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { containing } from '../like.ts';
import { cursorParts, pageOf, timeOf } from '../page.ts';
import { etasOf } from './eta.ts';
import { explained, queuedReasons, unservedPools } from './queued-reasons.ts';

type Row = {
  id: string;
  number: number;
  workflowId: string;
  workflowName: string;
  version: number | null;
  draft: boolean;
  status: RunStatus;
  waitingFor: Waiting[];
  done: number;
  total: number;
  startedBy: Actor;
  queuedAt: Date;
  admittedAt: Date | null;
  finishedAt: Date | null;
  error: StepError | null;
  reason: string | null;
};

const columns = `id, number, workflow_id AS "workflowId", workflow_name AS "workflowName", version_number AS version,
  draft, status, waiting_for AS "waitingFor", steps_done AS done, steps_total AS total, started_by AS "startedBy",
  queued_at AS "queuedAt", admitted_at AS "admittedAt", finished_at AS "finishedAt", error, reason`;

/** Runs of the workspace, newest first. Every filter narrows; several statuses mean any of them. */
export async function listRuns(caller: Identity, query: z.output<typeof runListQuery>): Promise<ListOf<RunSummary>> {
  authorize(caller, 'run.read');
  const values: unknown[] = [caller.workspace.id, query.limit + 1];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['workspace_id = $1'];
  if (query.workflow !== undefined)
    where.push(
      `workflow_id IN (SELECT id FROM workflow WHERE workspace_id = $1 AND (id = ${bind(query.workflow)} OR slug = $${values.length}))`,
    );
  if (query.startedBy !== undefined) where.push(`started_by_id = ${bind(query.startedBy)}`);
  if (query.parent !== undefined) where.push(`parent_run_id = ${bind(query.parent)}`);
  if (query.from !== undefined) where.push(`queued_at >= ${bind(query.from)}`);
  if (query.to !== undefined) where.push(`queued_at < ${bind(query.to)}`);
  if (query.text !== undefined) where.push(textFilter(query.text, bind));
  const cursor = cursorParts(query.cursor, 2);
  if (cursor) {
    const at = bind(timeOf(cursor[0]));
    // The first comparison alone can use the index; the second says where within one millisecond.
    where.push(`queued_at <= ${at} AND (queued_at, id) < (${at}, ${bind(String(cursor[1]))})`);
  }
  const filter = where.join(' AND ');
  const order = 'ORDER BY queued_at DESC, id DESC LIMIT $2';
  // One index walk a status, then the newest of them: a filter on a rare status would otherwise read every run.
  const sql =
    query.status.length === 0
      ? `SELECT ${columns} FROM run WHERE ${filter} ${order}`
      : `SELECT r.* FROM unnest(${bind(query.status)}::text[]) AS s(status) CROSS JOIN LATERAL
           (SELECT ${columns} FROM run WHERE ${filter} AND run.status = s.status ${order}) r
         ORDER BY r."queuedAt" DESC, r.id DESC LIMIT $2`;
  const { rows } = await database().pool.query<Row>(sql, values);
  const etas = await etasOf(rows);
  const shown = (row: Row) => summary(row, etas.get(row.id) ?? null);
  const page = pageOf(rows, query.limit, (row) => [row.queuedAt.toISOString(), row.id], shown);
  const [reasons, unserved] = await Promise.all([queuedReasons(page.items), unservedPools(page.items)]);
  return { ...page, items: page.items.map((item) => explained(item, reasons, unserved)) };
}

/** `#12` and `12` find that number; anything else is looked for in the workflow's name. An id finds its run. */
function textFilter(text: string, bind: (value: unknown) => string): string {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  const name = `workflow_name ILIKE ${bind(containing(text))} OR id = ${bind(text)}`;
  return number === undefined ? `(${name})` : `(${name} OR number = ${bind(Number(number))})`;
}

function summary(row: Row, eta: Eta | null): RunSummary {
  return {
    id: row.id,
    number: row.number,
    workflowId: row.workflowId,
    workflowName: row.workflowName,
    version: row.version,
    draft: row.draft,
    status: row.status,
    waitingFor: row.waitingFor.map(waitingView),
    progress: { done: row.done, total: row.total },
    eta,
    startedBy: row.startedBy,
    queuedAt: row.queuedAt.toISOString(),
    startedAt: isoOrNull(row.admittedAt?.getTime() ?? null),
    finishedAt: isoOrNull(row.finishedAt?.getTime() ?? null),
    error: row.error,
    reason: row.reason,
  };
}
