import type { z } from 'zod';
import type { DecisionRequest, decisionResult } from '#lib/contracts/approval.ts';
import { gateCase } from '#lib/domain/gate/case.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { GateState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { pack } from '#lib/engine/values.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { wakeRun } from '#lib/server/doorbell.ts';
import { isRefusal, refuse } from '#lib/server/refusal.ts';
import { appendLocked, type LockedRun, lockRun, type Tx } from '#lib/storage/tx.ts';
import { approvalSummary } from '../../queries/approvals/approval-summary.ts';
import { findGate } from '../../queries/approvals/find-gate.ts';
import { lineOf } from '../../queries/approvals/gate-line.ts';
import { getApproval } from '../../queries/approvals/get-approval.ts';
import { voterFacts } from '../../queries/approvals/voter-facts.ts';
import { readValues } from '../../queries/runs/read-values.ts';
import { refuseRun } from '../refuse-run.ts';
import { checkEdit, checkForm } from './check-decision.ts';
import { recordDecision } from './record-decision.ts';

type Decided = z.infer<typeof decisionResult>;

/**
 * One person's decision at a gate: the vote, what follows from it and the entry in the record are one commit. The run's
 * row is locked first, so that of many deciders each sees what the ones before did. Refuses with `gate_closed` (who and
 * how), `not_a_reviewer`, `self_approval`, `stale_digest` (with the approval as it is now), and with what is missing or
 * does not fit in the request.
 */
export async function decideGate(caller: Caller, id: string, request: DecisionRequest): Promise<Decided> {
  authorize(caller, 'gate.decide');
  const { runId } = await findGate(caller, id);
  const held: { run?: LockedRun } = {};
  try {
    const answer = await change(
      caller,
      async (tx) => {
        const run = await lockRun(tx, { runId, workspaceId: caller.workspace.id });
        const gate = run?.state.gates.get(id);
        if (!run || !gate) throw refuse('not_found', 'There is no such approval.');
        held.run = run;
        return decideLocked(tx, caller, run, gate, request);
      },
      ['runs', 'approvals'],
    );
    if (held.run) await wakeRun(held.run);
    return answer;
  } catch (error) {
    // Read after the transaction is over: what the caller is shown then is the newest there is.
    if (isRefusal(error, 'stale_digest') || isRefusal(error, 'gate_closed'))
      throw refuse(error.code, { ...error.details, gate: await getApproval(caller, id) });
    throw error;
  }
}

async function decideLocked(
  tx: Tx,
  caller: Caller,
  run: LockedRun,
  gate: GateState,
  request: DecisionRequest,
): Promise<Decided> {
  const { state, now } = run;
  // The timer closes it within a second; until then it takes no votes either.
  if (!gate.closed && gate.expiresAt !== null && now >= gate.expiresAt)
    throw refuse('gate_closed', `The gate expired at ${new Date(gate.expiresAt).toISOString()}.`);
  const facts = await voterFacts(caller, { connection: tx, refuseOthers: true });
  const before =
    request.action === 'modify' ? (await readValues(run.workspaceId, [gate.payload], tx))(gate.payload) : null;
  const edit = editOf(run, gate, request);
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
      facts,
    },
    now,
  );
  if (!decision.ok) throw refuseRun(decision.refusal);
  if (edit) checkEdit(state, gate, before, edit.json);
  checkForm(state, gate, request);
  await appendLocked(tx, run, { events: decision.events, payloads: edit?.payloads });
  await recordDecision(tx, caller, run, gate, { request, payload: edit && { before, after: edit.json } });
  return { gate: approvalSummary(lineOf(state, gate), { caller, facts }), closed: gate.closed !== null };
}

/** The edited payload of a modify as the run's events hold it, and the digest of the case with it. */
function editOf(run: LockedRun, gate: GateState, request: DecisionRequest) {
  if (request.action !== 'modify' || request.payload === undefined) return null;
  const json: Json = request.payload;
  const payloads = new Map<string, string>();
  const value = pack(json, payloads);
  const { canonical, digest } = gateCase(run.state, gate, json);
  payloads.set(digest, canonical);
  return { json, value, digest, payloads };
}
