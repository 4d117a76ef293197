import type { Identity } from '#lib/server/auth/caller.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

export type GateRow = { id: string; runId: string; title: string; claimedById: string | null; version: number };

export const noApproval = () => refuse('not_found', 'There is no such approval.');

/** A gate of the caller's workspace, with the version its run is at. Refuses with `not_found`. */
export async function findGate(caller: Pick<Identity, 'workspace'>, id: string): Promise<GateRow> {
  const { rows } = await database().pool.query<GateRow>(
    `SELECT g.id, g.run_id AS "runId", g.title, g.claimed_by_id AS "claimedById", r.version
     FROM gate g JOIN run r ON r.id = g.run_id
     WHERE g.id = $1 AND g.workspace_id = $2 AND r.workspace_id = $2`,
    [id, caller.workspace.id],
  );
  if (!rows[0]) throw noApproval();
  return rows[0];
}

/** Which run each of these gates of the caller's workspace belongs to; unknown ones are left out. */
export async function runsOfGates(
  caller: Pick<Identity, 'workspace'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await database().pool.query<{ id: string; runId: string }>(
    'SELECT id, run_id AS "runId" FROM gate WHERE id = ANY($1) AND workspace_id = $2',
    [ids, caller.workspace.id],
  );
  return new Map(rows.map(({ id, runId }) => [id, runId]));
}
