import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import { choicesOf } from '#lib/domain/gate/consequence.ts';
import { policyInWords } from '#lib/domain/gate/policy-words.ts';
import { previewOf } from '#lib/domain/gate/preview.ts';
import { policyAt } from '#lib/domain/run/policy-of.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';
import { hashOf } from '#lib/domain/run/value.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { stateOf } from '../runs/find-run.ts';
import { previewsOf } from '../runs/get-run.ts';
import { readValues } from '../runs/read-values.ts';
import { shownValue } from '../runs/shown-value.ts';
import { artifactView } from '../runs/step-view.ts';
import { memberNames } from '../workflows/workflow-row.ts';
import { approvalSummary } from './approval-summary.ts';
import { findGate } from './find-gate.ts';
import { formAsDrawn } from './form-as-drawn.ts';
import { lineOf } from './gate-line.ts';
import { listComments } from './list-comments.ts';
import { voterFacts } from './voter-facts.ts';

/** Everything a reviewer is shown, with the digest that a decision has to name. */
export async function getApproval(caller: Identity & { actor: Actor }, id: string): Promise<ApprovalView> {
  authorize(caller, 'gate.read');
  const row = await findGate(caller, id);
  const [state, facts] = await Promise.all([stateOf({ id: row.runId, version: row.version }), voterFacts(caller)]);
  const gate = state.gates.get(row.id);
  if (!gate) throw new Error(`run ${row.runId} does not know its gate ${row.id}`);
  const upstream = upstreamOf(state, gate);
  const [whole, previews, comments, names] = await Promise.all([
    readValues(caller.workspace.id, [gate.payload]),
    previewsOf(
      caller.workspace.id,
      upstream.flatMap(({ value }) => ('ref' in value ? [value.ref] : [])),
    ),
    listComments(row.id),
    memberNames(row.claimedById ? [row.claimedById] : []),
  ]);
  const policy = policyAt(state, gate);
  const form = await formAsDrawn(policy.form, { ...state, step: gate.step });
  const step = state.steps.get(gate.step)!;
  const stepName = state.stepSpecs.get(gate.step)?.name ?? gate.step;
  return {
    ...approvalSummary(lineOf(state, gate), { caller, facts }),
    description: policy.description,
    payload: whole(gate.payload),
    digest: gate.digest,
    policy: { ...policy, words: policyInWords(policy) },
    version: state.version,
    specHash: state.specHash,
    actions: choicesOf(policy, stepName),
    preview: previewOf(state, gate.id),
    votes: gate.votes.map((vote) => ({
      actor: vote.actor,
      action: vote.action,
      outcome: vote.outcome,
      comment: vote.comment,
      at: new Date(vote.at).toISOString(),
      selfSigned: vote.selfSigned,
      void: vote.void,
      onBehalfOf: vote.onBehalfOf,
      steppedUp: vote.steppedUp,
    })),
    form,
    editable: policy.editable,
    upstream: upstream.map(({ step: id, name, value, hash }) => ({
      step: id,
      name,
      output: shownValue(value, previews),
      hash,
    })),
    artifacts: step.artifacts.map((artifact) => artifactView(artifact, gate.step, step.attempt)),
    error: gate.placement === 'onFailure' ? step.error : null,
    comments,
    reason: gate.reason,
    claimedBy: row.claimedById ? (names.get(row.claimedById) ?? null) : null,
  };
}

/** The results that the gate's step needed, in the order of its needs. */
function upstreamOf(state: RunState, gate: GateState) {
  const needed = new Set(state.stepSpecs.get(gate.step)?.needs.map((need) => need.step));
  return [...needed].flatMap((step) => {
    const value = state.steps.get(step)?.output ?? null;
    return value === null ? [] : [{ step, name: state.stepSpecs.get(step)?.name ?? step, value, hash: hashOf(value) }];
  });
}
