import type { DecisionRequest } from '#lib/contracts/approval.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import { policyAt } from '#lib/domain/run/policy-of.ts';
import type { GateState } from '#lib/domain/run/state.ts';
import type { Value } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import type { LockedRun, Tx } from '#lib/storage/tx.ts';
import { changesBetween } from '../changes-between.ts';

/** A modify: what was shown and what it became, and how the run's events hold it. */
export type Edit = {
  before: Json;
  after: Json;
  value: Value;
  /** Of the case with the edit. */
  digest: string;
  payloads: Map<string, string>;
  asksSecond: boolean;
};

type Recorded = {
  request: Omit<DecisionRequest, 'proof'>;
  edit: Edit | null;
  /** Member whose edit asked for a second pair of eyes before this. */
  secondFor: string | null;
};

/** The decision's entry in the record: who, what, on which digest, and the difference field by field. */
export async function recordDecision(
  tx: Tx,
  caller: Caller,
  { runId, state }: LockedRun,
  gate: GateState,
  { request, edit, secondFor }: Recorded,
): Promise<void> {
  const changes = edit && changesBetween(edit.before, edit.after);
  const vote = gate.votes.at(-1);
  const seconds = secondFor !== null && secondFor !== caller.actor.id && gateActions[request.action].letsThrough;
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
      ...(edit ? { newDigest: gate.digest } : {}),
      selfSigned: vote?.selfSigned ?? false,
      ...(vote?.onBehalfOf ? { onBehalfOf: vote.onBehalfOf } : {}),
      ...(vote?.steppedUp ? { steppedUp: true } : {}),
      ...(edit?.asksSecond ? { secondReviewer: 'asked' } : seconds ? { secondReviewer: 'gave' } : {}),
      closed: gate.closed !== null,
      workflow: state.workflowName,
      workflowId: state.workflowId,
      version: state.version,
      run: state.number,
    },
  });
}
