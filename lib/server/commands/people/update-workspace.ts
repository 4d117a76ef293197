import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { GateWarning } from '#lib/contracts/gate-warning.ts';
import type { updateWorkspaceRequest, WorkspaceView } from '#lib/contracts/people.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readWorkspace } from '#lib/server/queries/people/workspace.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { watchGates } from './watch-gates.ts';

/**
 * Renames the workspace, changes its four-eyes rule or what steps may reach; each stands in the record like any other
 * change. Says which gates nobody can pass any more.
 */
export async function updateWorkspace(
  caller: Caller,
  given: z.output<typeof updateWorkspaceRequest>,
): Promise<WorkspaceView & { warnings: GateWarning[] }> {
  authorize(caller, 'workspace.update');
  if (given.allowedHosts) authorize(caller, 'workspace.guard');
  return change(
    caller,
    async (tx) => {
      await tx.query('SELECT 1 FROM workspace WHERE id = $1 FOR UPDATE', [caller.workspace.id]);
      const before = await readWorkspace(caller, tx);
      const blockedNow = await watchGates(tx, caller);
      await tx.query(
        `UPDATE workspace SET name = coalesce($2, name), self_approval = coalesce($3, self_approval),
           allowed_hosts = coalesce($4, allowed_hosts) WHERE id = $1`,
        [caller.workspace.id, given.name ?? null, given.selfApproval ?? null, given.allowedHosts ?? null],
      );
      const after = await readWorkspace(caller, tx);
      const warnings = after.selfApproval === before.selfApproval ? [] : await blockedNow(null);
      if (!isDeepStrictEqual(told(before), told(after)))
        await recordAudit(tx, caller, {
          action: 'workspace.changed',
          resource: { type: 'workspace', id: after.id, name: after.name },
          before: told(before),
          after: told(after),
        });
      return { ...after, warnings };
    },
    ['people'],
  );
}

const told = ({ name, selfApproval, allowedHosts }: WorkspaceView) => ({ name, selfApproval, allowedHosts });
