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
import { newestOf, runArms, runFilter } from './run-filter.ts';

type Query = z.output<typeof runListQuery>;

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
export async function listRuns(caller: Identity & { actor: Actor }, query: Query): Promise<ListOf<RunSummary>> {
  authorize(caller, 'run.read');
  const values: unknown[] = [caller.workspace.id, query.limit + 1];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const filter = await runFilter(caller, query, bind);
  const arms = await runArms(query, caller.workspace.id, bind);
  const wanted = arms.map((arm) => `${filter} AND ${arm}`);
  const rows = query.label.length > 0 ? await readLabelled(query, wanted, values) : await read(wanted, values);
  const etas = await etasOf(rows);
  const shown = (row: Row) => summary(row, etas.get(row.id) ?? null);
  const page = pageOf(rows, query.limit, (row) => [row.queuedAt.toISOString(), row.id], shown);
  const [reasons, unserved] = await Promise.all([queuedReasons(page.items), unservedPools(page.items)]);
  return { ...page, items: page.items.map((item) => explained(item, reasons, unserved)) };
}

/** `$2`: how many at most. */
async function read(wanted: readonly string[], values: readonly unknown[], at = 'queued_at'): Promise<Row[]> {
  const arms = wanted.map((is) => `(SELECT ${columns} FROM run WHERE ${is} ORDER BY ${at} DESC, id DESC LIMIT $2)`);
  const sql = `SELECT * FROM (${arms.join(' UNION ALL ')}) r ORDER BY "queuedAt" DESC, id DESC LIMIT $2`;
  return (await database().pool.query<Row>(sql, [...values])).rows;
}

/**
 * Labels of many runs fill a page out of the newest; those of few, or of long ago, are read from their own index, which
 * knows no order: a sum keeps the others from being walked. Left to itself the database takes labels for evenly spread,
 * and walked past 100,000 runs for two that are hardly ever on the same one (43 ms, not 3).
 */
async function readLabelled(query: Query, wanted: readonly string[], values: readonly unknown[]): Promise<Row[]> {
  const more = [...values];
  const lately = newestOf(query, (value) => `$${more.push(value)}`);
  const found = await read(
    wanted.map((is) => `${is} AND ${lately}`),
    more,
  );
  return found.length > query.limit ? found : read(wanted, values, "queued_at + interval '0'");
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
