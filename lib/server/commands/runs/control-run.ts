import type { z } from 'zod';
import type { startedRun } from '#lib/contracts/run-start.ts';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { PersonCommand } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { wakeRun } from '#lib/server/doorbell.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { appendLocked, type LockedRun, lockRun } from '#lib/storage/tx.ts';
import { refuseRun } from '../refuse-run.ts';

export type Control = {
  command: Exclude<PersonCommand, { type: 'start' | 'decideGate' }>;
  action: AuditAction;
  /** What the entry says beside the run: a reason, a step's name. */
  details: (state: RunState) => Record<string, unknown>;
  /** Large values that the command refers to. */
  payloads?: ReadonlyMap<string, string>;
};

/**
 * A person or key changes a live run: one command through the run's rules, with its entry in the record in the same
 * transaction, and its holder told. A command that changes nothing (asked twice) is not recorded again.
 */
export async function controlRun(
  caller: Caller,
  id: string,
  { command, action, details, payloads }: Control,
): Promise<z.infer<typeof startedRun>> {
  authorize(caller, 'run.control');
  const held: { run?: LockedRun } = {};
  const answer = await change(
    caller,
    async (tx) => {
      const run = await lockRun(tx, { runId: id, workspaceId: caller.workspace.id });
      if (!run) throw refuse('not_found', 'There is no such run.');
      const decision = decide(run.state, command, run.now);
      if (!decision.ok) throw refuseRun(decision.refusal);
      await appendLocked(tx, run, { events: decision.events, payloads });
      const { state } = run;
      if (decision.events.length > 0) {
        await recordAudit(tx, caller, {
          action,
          resource: { type: 'run', id, name: `${state.workflowName} #${state.number}` },
          runId: id,
          details: { ...details(state), workflowId: state.workflowId },
        });
      }
      held.run = run;
      return { id, number: state.number, status: state.status };
    },
    ['runs', 'approvals'],
  );
  if (held.run) await wakeRun(held.run);
  return answer;
}
