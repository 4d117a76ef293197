import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { WorkflowSummary, workflowListQuery } from '#lib/contracts/workflow.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { containing } from '../like.ts';
import { cursorParts, pageOf, timeOf } from '../page.ts';

type Row = Omit<WorkflowSummary, 'updatedAt' | 'version' | 'lastRun'> & {
  updatedAt: Date;
  latest: number;
  runId: string | null;
  runNumber: number;
  runStatus: string;
  runAt: Date;
};

/** Steps and gates are counted where the draft lies: a list must not carry drafts of 5,000 steps. */
const summarySelect = `SELECT w.id, w.slug, w.name, w.description, w.latest,
    w.latest = 0 OR cardinality(w.draft_authors) > 0 AS "draftAhead", w.archived_at IS NOT NULL AS archived,
    coalesce(s.steps, 0) AS steps, coalesce(s.gates, 0) AS gates, w.updated_at AS "updatedAt",
    coalesce(u.name, 'Somebody') AS "updatedBy",
    r.id AS "runId", r.number AS "runNumber", r.status AS "runStatus", r.queued_at AS "runAt"
  FROM workflow w
  LEFT JOIN member m ON m.id = w.updated_by LEFT JOIN app_user u ON u.id = m.user_id
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS steps,
      (count(*) FILTER (WHERE step ->> 'kind' = 'gate' OR step -> 'gate' IS NOT NULL))::int AS gates
    FROM json_array_elements(CASE WHEN json_typeof(w.draft -> 'steps') = 'array' THEN w.draft -> 'steps' ELSE '[]' END) step
    WHERE json_typeof(step) = 'object'
  ) s ON true
  LEFT JOIN LATERAL (
    SELECT id, number, status, queued_at FROM run WHERE workflow_id = w.id ORDER BY number DESC LIMIT 1
  ) r ON true`;

/** Workflows of the workspace, last changed first. */
export async function listWorkflows(
  caller: Identity,
  query: z.output<typeof workflowListQuery>,
): Promise<ListOf<WorkflowSummary>> {
  authorize(caller, 'workflow.read');
  const values: unknown[] = [caller.workspace.id, query.limit + 1, query.archived];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['w.workspace_id = $1', 'w.deleted_at IS NULL', '(w.archived_at IS NOT NULL) = $3'];
  if (query.text !== undefined) {
    const pattern = bind(containing(query.text));
    where.push(`(w.name ILIKE ${pattern} OR w.slug ILIKE ${pattern} OR w.description ILIKE ${pattern})`);
  }
  const cursor = cursorParts(query.cursor, 2);
  if (cursor) where.push(`(w.updated_at, w.id) < (${bind(timeOf(cursor[0]))}, ${bind(String(cursor[1]))})`);
  const { rows } = await database().pool.query<Row>(
    `${summarySelect} WHERE ${where.join(' AND ')} ORDER BY w.updated_at DESC, w.id DESC LIMIT $2`,
    values,
  );
  return pageOf(rows, query.limit, (row) => [row.updatedAt.toISOString(), row.id], summary);
}

/** The summary of one workflow by its id. */
export async function workflowSummaryOf(id: string): Promise<WorkflowSummary> {
  const { rows } = await database().pool.query<Row>(`${summarySelect} WHERE w.id = $1`, [id]);
  return summary(rows[0]!);
}

function summary(row: Row): WorkflowSummary {
  const { latest, runId, runNumber, runStatus, runAt, updatedAt, ...own } = row;
  return {
    ...own,
    version: latest === 0 ? null : latest,
    updatedAt: updatedAt.toISOString(),
    lastRun: runId === null ? null : { id: runId, number: runNumber, status: runStatus, at: runAt.toISOString() },
  };
}
