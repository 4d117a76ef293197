import type { z } from 'zod';
import type { cancelRunRequest, startedRun } from '#lib/contracts/run.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { wakeRun } from '#lib/server/doorbell.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { appendLocked, type LockedRun, lockRun } from '#lib/storage/tx.ts';
import { refuseRun } from '../refuse-run.ts';

/** Asks a run to end. Asked twice, the first request stands. Refuses with `run_ended` what has ended already. */
export async function cancelRun(
  caller: Caller,
  id: string,
  { reason }: z.infer<typeof cancelRunRequest>,
): Promise<z.infer<typeof startedRun>> {
  authorize(caller, 'run.control');
  const held: { run?: LockedRun } = {};
  const answer = await change(
    caller,
    async (tx) => {
      const run = await lockRun(tx, { runId: id, workspaceId: caller.workspace.id });
      if (!run) throw refuse('not_found', 'There is no such run.');
      const decision = decide(run.state, { type: 'cancel', actor: caller.actor, reason }, run.now);
      if (!decision.ok) throw refuseRun(decision.refusal);
      await appendLocked(tx, run, { events: decision.events });
      const { state } = run;
      if (decision.events.length > 0)
        await recordAudit(tx, caller, {
          action: 'run.cancelled',
          resource: { type: 'run', id, name: `${state.workflowName} #${state.number}` },
          runId: id,
          details: { reason, workflowId: state.workflowId },
        });
      held.run = run;
      return { id, number: state.number, status: state.status };
    },
    ['runs', 'approvals'],
  );
  if (held.run) await wakeRun(held.run);
  return answer;
}
