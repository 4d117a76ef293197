import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';
import type { Value } from '#lib/domain/run/value.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { database } from '#lib/storage/database.ts';
import { readValues } from '../runs/read-values.ts';

type Row = { id: string; runId: string; runNumber: number; by: Actor; at: Date; payload: Value };

/**
 * The same place of the workflow when somebody last let it pass in an earlier run, with what they signed; null when
 * nobody did. Drafts are tried out, not approved, and a gate that expired was looked at by nobody.
 */
export async function lastApproved(
  { workspace }: Pick<Identity, 'workspace'>,
  { workflowId, number }: Pick<RunState, 'workflowId' | 'number'>,
  gate: Pick<GateState, 'step' | 'placement'>,
): Promise<ApprovalView['lastApproved']> {
  const { rows } = await database().pool.query<Row>(
    `SELECT g.id, g.run_id AS "runId", g.run_number AS "runNumber", g.closed_by AS by, g.closed_at AS at,
       g.payload_value AS payload
     FROM gate g JOIN run r ON r.id = g.run_id
     WHERE g.workspace_id = $1 AND g.workflow_id = $2 AND g.step_id = $3 AND g.placement = $4 AND g.run_number < $5
       AND g.status = 'closed' AND g.action IN ('approve', 'modify', 'outcome') AND NOT g.expired AND NOT r.draft
       AND g.closed_at IS NOT NULL
     ORDER BY g.closed_at DESC LIMIT 1`,
    [workspace.id, workflowId, gate.step, gate.placement, number],
  );
  const row = rows[0];
  if (!row) return null;
  const whole = await readValues(workspace.id, [row.payload]);
  return { ...row, at: row.at.toISOString(), payload: whole(row.payload) };
}
