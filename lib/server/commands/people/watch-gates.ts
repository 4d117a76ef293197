import type { GateWarning } from '#lib/contracts/gate-warning.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import type { Tx } from '#lib/server/change.ts';
import { newlyBlocked } from '#lib/server/queries/gates/newly-blocked.ts';
import { readWorkforce } from '#lib/server/queries/gates/workforce.ts';

/**
 * Begins before a change of who can sign; what it gives is called after it, and before its entry in the record, and says
 * which gates nobody can pass any more. `groups`: those that the change is about, by every name they have had; null when
 * it is about people or the four-eyes rule.
 */
export async function watchGates(
  tx: Tx,
  { workspace }: Caller,
): Promise<(groups: readonly string[] | null) => Promise<GateWarning[]>> {
  const before = await readWorkforce(workspace.id, tx);
  return async (groups) => {
    const after = await readWorkforce(workspace.id, tx);
    return newlyBlocked(tx, { workspaceId: workspace.id, before, after, groups });
  };
}
