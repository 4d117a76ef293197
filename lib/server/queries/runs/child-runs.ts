import type { ParentRunView } from '#lib/contracts/run.ts';
import type { ChildRunView } from '#lib/contracts/run-step.ts';
import { waitingView } from '#lib/contracts/run-view/step-view.ts';
import type { Parent } from '#lib/domain/run/child.ts';
import type { RunStatus } from '#lib/domain/run/status.ts';
import type { Waiting } from '#lib/domain/run/waiting.ts';
import { database } from '#lib/storage/database.ts';
import type { RunRow } from './find-run.ts';

type Row = {
  id: string;
  /** The child at the top of its branch: itself, or the one whose step started it. */
  top: string;
  number: number;
  workflowName: string;
  status: RunStatus;
  waitingFor: Waiting[];
};

/** Runs that steps of this one started, by id. What their own children wait people for counts as theirs. */
export async function childrenOf({ id, workspaceId }: RunRow): Promise<Map<string, ChildRunView>> {
  const { rows } = await database().pool.query<Row>(
    `WITH RECURSIVE below AS (
       SELECT id, id AS top, number, workflow_name, status, waiting_for, finished_at
       FROM run WHERE parent_run_id = $1 AND workspace_id = $2
       UNION ALL
       SELECT r.id, below.top, r.number, r.workflow_name, r.status, r.waiting_for, r.finished_at
       FROM below JOIN run r ON r.parent_run_id = below.id
       WHERE below.finished_at IS NULL AND r.finished_at IS NULL
     )
     SELECT id, top, number, workflow_name AS "workflowName", status, waiting_for AS "waitingFor" FROM below`,
    [id, workspaceId],
  );
  const children = new Map<string, ChildRunView>();
  for (const { top, waitingFor, id: runId, ...row } of rows)
    if (top === runId) children.set(runId, { runId, ...row, waitingFor: waits(runId, waitingFor) });
  for (const { id: run, top, waitingFor } of rows)
    if (top !== run)
      children.get(top)?.waitingFor.push(...waits(run, waitingFor).filter(({ reason }) => reason === 'approval'));
  return children;
}

const waits = (run: string, waitingFor: readonly Waiting[]) =>
  waitingFor.map((waiting) => ({ ...waitingView(waiting), run }));

/** The run above; null when there is none, or it is kept no more. */
export async function parentOf(
  { workspaceId }: Pick<RunRow, 'workspaceId'>,
  parent: Parent | null,
): Promise<ParentRunView | null> {
  if (parent === null) return null;
  const { rows } = await database().pool.query<{ number: number; workflowName: string }>(
    'SELECT number, workflow_name AS "workflowName" FROM run WHERE id = $1 AND workspace_id = $2',
    [parent.runId, workspaceId],
  );
  return rows[0] ? { runId: parent.runId, step: parent.step, ...rows[0] } : null;
}
