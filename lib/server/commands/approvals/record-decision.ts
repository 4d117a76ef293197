import type { DecisionRequest } from '#lib/contracts/approval.ts';
import { policyAt } from '#lib/domain/run/policy-of.ts';
import type { GateState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import type { LockedRun, Tx } from '#lib/storage/tx.ts';
import { changesBetween } from '../changes-between.ts';

/** The decision's entry in the record: who, what, on which digest, and the difference field by field. */
export async function recordDecision(
  tx: Tx,
  caller: Caller,
  { runId, state }: LockedRun,
  gate: GateState,
  decided: { request: DecisionRequest; payload: { before: Json; after: Json } | null },
): Promise<void> {
  const { request, payload } = decided;
  const changes = payload && changesBetween(payload.before, payload.after);
  const vote = gate.votes.at(-1);
  await recordAudit(tx, caller, {
    action: 'gate.decided',
    resource: { type: 'gate', id: gate.id, name: policyAt(state, gate).title },
    runId,
    ...(changes ? { before: changes.before, after: changes.after } : {}),
    details: {
      action: request.action,
      ...(request.outcome === undefined ? {} : { outcome: request.outcome }),
      ...(request.comment === undefined ? {} : { comment: request.comment }),
      ...(request.form === undefined ? {} : { form: request.form }),
      step: gate.step,
      stepName: state.stepSpecs.get(gate.step)?.name ?? gate.step,
      placement: gate.placement,
      digest: request.digest,
      ...(payload ? { newDigest: gate.digest } : {}),
      selfSigned: vote?.selfSigned ?? false,
      closed: gate.closed !== null,
      workflow: state.workflowName,
      workflowId: state.workflowId,
      version: state.version,
      run: state.number,
    },
  });
}
