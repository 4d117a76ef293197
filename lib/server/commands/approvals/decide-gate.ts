import type { z } from 'zod';
import type { DecisionRequest, decisionResult } from '#lib/contracts/approval.ts';
import { gateCase } from '#lib/domain/gate/case.ts';
import { touches } from '#lib/domain/gate/second.ts';
import { decide } from '#lib/domain/run/decide.ts';
import { policyAt } from '#lib/domain/run/policy-of.ts';
import type { GateState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { pack } from '#lib/engine/values.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { type Proven, stepUpRefusal, withProof } from '#lib/server/auth/step-up.ts';
import { authorize, may } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { wakeRun } from '#lib/server/doorbell.ts';
import { isRefusal, refuse } from '#lib/server/refusal.ts';
import { appendLocked, type LockedRun, lockRun, type Tx } from '#lib/storage/tx.ts';
import { approvalSummary } from '../../queries/approvals/approval-summary.ts';
import { findGate, noApproval } from '../../queries/approvals/find-gate.ts';
import { lineOf } from '../../queries/approvals/gate-line.ts';
import { getApproval } from '../../queries/approvals/get-approval.ts';
import { voterFacts } from '../../queries/approvals/voter-facts.ts';
import { readValues } from '../../queries/runs/read-values.ts';
import { refuseRun } from '../refuse-run.ts';
import { checkEdit, checkForm } from './check-decision.ts';
import { type Edit, recordDecision } from './record-decision.ts';

type Decided = z.infer<typeof decisionResult>;
type Decision = Omit<DecisionRequest, 'proof'>;

/**
 * One person's decision at a gate, with what they prove again that it is them by. Refuses as `decideProven` does, with
 * the approval as it is now where it changed or closed; and with `step_up_required`, `wrong_credentials`, `wrong_code`,
 * `too_many_requests`.
 */
export async function decideGate(caller: Caller, id: string, { proof, ...request }: DecisionRequest): Promise<Decided> {
  authorize(caller, 'gate.decide');
  try {
    return await withProof(caller, proof, async (proven) => {
      const { runId } = await findGate(caller, id);
      return decideProven(caller, { id, runId }, request, proven);
    });
  } catch (error) {
    // Read after the transaction is over: what the caller is shown then is the newest there is. A key may only decide.
    if ((isRefusal(error, 'stale_digest') || isRefusal(error, 'gate_closed')) && may(caller, 'gate.read'))
      throw refuse(error.code, { ...error.details, gate: await getApproval(caller, id) });
    if (isRefusal(error, 'step_up_required')) throw await stepUpRefusal(caller, error.details.detail);
    throw error;
  }
}

/**
 * The vote, what follows from it and the entry in the record are one commit. The run's row is locked first, so that of
 * many deciders each sees what the ones before did. Refuses with `gate_closed` (who and how), `not_a_reviewer`,
 * `self_approval`, `stale_digest`, and with what is missing or does not fit in the request.
 */
export async function decideProven(
  caller: Caller,
  { id, runId }: { id: string; runId: string },
  request: Decision,
  proven: Proven,
): Promise<Decided> {
  const held: { run?: LockedRun } = {};
  const answer = await change(
    caller,
    async (tx) => {
      const run = await lockRun(tx, { runId, workspaceId: caller.workspace.id });
      const gate = run?.state.gates.get(id);
      if (!run || !gate) throw noApproval();
      held.run = run;
      return decideLocked(tx, caller, run, gate, request, proven);
    },
    ['runs', 'approvals'],
  );
  if (held.run) await wakeRun(held.run);
  return answer;
}

async function decideLocked(
  tx: Tx,
  caller: Caller,
  run: LockedRun,
  gate: GateState,
  request: Decision,
  proven: Proven,
): Promise<Decided> {
  const { state, now } = run;
  // The timer closes it within a second; until then it takes no votes either.
  if (!gate.closed && gate.expiresAt !== null && now >= gate.expiresAt)
    throw refuse('gate_closed', `The gate expired at ${new Date(gate.expiresAt).toISOString()}.`);
  const facts = await voterFacts(caller, { connection: tx, refuseOthers: true });
  const edit = await editOf(tx, run, gate, request);
  const decision = decide(
    state,
    {
      type: 'decideGate',
      gate: gate.id,
      actor: caller.actor,
      action: request.action,
      digest: request.digest,
      outcome: request.outcome,
      comment: request.comment,
      form: request.form,
      payload: edit?.value,
      newDigest: edit?.digest,
      asksSecond: edit?.asksSecond,
      steppedUp: await proven(tx),
      facts,
    },
    now,
  );
  if (!decision.ok) throw refuseRun(decision.refusal);
  if (edit) checkEdit(state, gate, edit.before, edit.after);
  checkForm(state, gate, request);
  const { secondFor } = gate;
  await appendLocked(tx, run, { events: decision.events, payloads: edit?.payloads });
  await recordDecision(tx, caller, run, gate, { request, edit, secondFor });
  return { gate: approvalSummary(lineOf(state, gate), { caller, facts }), closed: gate.closed !== null };
}

/** The edited payload of a modify as the run's events hold it, and the digest of the case with it. */
async function editOf(tx: Tx, run: LockedRun, gate: GateState, request: Decision): Promise<Edit | null> {
  if (request.action !== 'modify' || request.payload === undefined) return null;
  const after: Json = request.payload;
  const before = (await readValues(run.workspaceId, [gate.payload], tx))(gate.payload);
  const payloads = new Map<string, string>();
  const value = pack(after, payloads);
  const { canonical, digest } = gateCase(run.state, gate, after);
  payloads.set(digest, canonical);
  const asksSecond = touches(before, after, policyAt(run.state, gate).secondReviewer);
  return { before, after, value, digest, payloads, asksSecond };
}
