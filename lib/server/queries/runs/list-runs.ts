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
import { pageOf } from '../page.ts';
import { etasOf } from './eta.ts';
import { explained, queuedReasons, unservedPools } from './queued-reasons.ts';
import { runArms, runFilter } from './run-filter.ts';

type Row = {
  id: string;
  number: number;
  workflowId: string;
  workflowName: string;
  version: number | null;
  draft: boolean;
  labels: string[];
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
  draft, labels, status, waiting_for AS "waitingFor", steps_done AS done, steps_total AS total, started_by AS "startedBy",
  queued_at AS "queuedAt", admitted_at AS "admittedAt", finished_at AS "finishedAt", error, reason`;

/** Runs of the workspace, newest first. Every filter narrows; several statuses mean any of them. */
export async function listRuns(
  caller: Identity & { actor: Actor },
  query: z.output<typeof runListQuery>,
): Promise<ListOf<RunSummary>> {
  authorize(caller, 'run.read');
  const values: unknown[] = [caller.workspace.id, query.limit + 1];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const filter = await runFilter(caller, query, bind);
  const arms = await runArms(query, caller.workspace.id, bind);
  const walks = arms.map(
    (arm) => `(SELECT ${columns} FROM run WHERE ${filter} AND ${arm} ORDER BY queued_at DESC, id DESC LIMIT $2)`,
  );
  const sql = `SELECT * FROM (${walks.join(' UNION ALL ')}) r ORDER BY "queuedAt" DESC, id DESC LIMIT $2`;
  const { rows } = await database().pool.query<Row>(sql, values);
  const etas = await etasOf(rows);
  const shown = (row: Row) => summary(row, etas.get(row.id) ?? null);
  const page = pageOf(rows, query.limit, (row) => [row.queuedAt.toISOString(), row.id], shown);
  const [reasons, unserved] = await Promise.all([queuedReasons(page.items), unservedPools(page.items)]);
  return { ...page, items: page.items.map((item) => explained(item, reasons, unserved)) };
}

function summary(row: Row, eta: Eta | null): RunSummary {
  return {
    id: row.id,
    number: row.number,
    workflowId: row.workflowId,
    workflowName: row.workflowName,
    version: row.version,
    draft: row.draft,
    labels: row.labels,
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
