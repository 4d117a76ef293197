import type { RunState } from '#lib/domain/run/state.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { readState } from '#lib/storage/engine/read-state.ts';

/** A run's own row, without its history. `version` is the seq of its last event. */
export type RunRow = {
  id: string;
  workspaceId: string;
  workflowId: string;
  number: number;
  draft: boolean;
  version: number;
};

/** A run of the caller's workspace. Refuses with `not_found`. */
export async function findRun(caller: { workspace: Pick<Identity['workspace'], 'id'> }, id: string): Promise<RunRow> {
  const { rows } = await database().pool.query<RunRow>(
    `SELECT id, workspace_id AS "workspaceId", workflow_id AS "workflowId", number, draft, version
     FROM run WHERE id = $1 AND workspace_id = $2`,
    [id, caller.workspace.id],
  );
  if (!rows[0]) throw refuse('not_found', 'There is no such run.');
  return rows[0];
}

/** The run as the fold of its events up to the row's version. */
export async function stateOf(row: Pick<RunRow, 'id' | 'version'>): Promise<RunState> {
  const state = await readState(database().pool, { runId: row.id, version: row.version });
  if (!state) throw new Error(`run ${row.id} has no events`);
  return state;
}
