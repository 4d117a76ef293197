import type { ApprovalView } from '#lib/contracts/approval.ts';
import { shownValue } from '#lib/contracts/run-view/shown-value.ts';
import { artifactView, isoOrNull } from '#lib/contracts/run-view/step-view.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import { choicesOf } from '#lib/domain/gate/consequence.ts';
import { whom } from '#lib/domain/gate/eligibility.ts';
import { policyInWords } from '#lib/domain/gate/policy-words.ts';
import { previewOf } from '#lib/domain/gate/preview.ts';
import type { VoterFacts } from '#lib/domain/run/command.ts';
import { gateTimes } from '#lib/domain/run/decide/gate-course.ts';
import { policyAt } from '#lib/domain/run/policy-of.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';
import { hashOf } from '#lib/domain/run/value.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { meansOf, noMeans } from '#lib/server/auth/step-up.ts';
import { authorize } from '#lib/server/authorize.ts';
import { previewsOf } from '../runs/get-run.ts';
import { readValues } from '../runs/read-values.ts';
import { withState } from '../runs/run-states.ts';
import { memberNames } from '../workflows/workflow-row.ts';
import { approvalSummary } from './approval-summary.ts';
import { findGate, type GateRow } from './find-gate.ts';
import { formAsDrawn } from './form-as-drawn.ts';
import { lineOf } from './gate-line.ts';
import { lastApproved } from './last-approved.ts';
import { listComments } from './list-comments.ts';
import { voterFacts } from './voter-facts.ts';
import { couldSign, holdsClaim, votersOf } from './voters.ts';

/** Everything a reviewer is shown, with the digest that a decision has to name. */
export async function getApproval(caller: Identity & { actor: Actor }, id: string): Promise<ApprovalView> {
  authorize(caller, 'gate.read');
  const row = await findGate(caller, id);
  const facts = await voterFacts(caller);
  return withState({ id: row.runId, version: row.version }, (state) => shownTo({ caller, facts, row, state }));
}

type Shown = {
  caller: Identity & { actor: Actor };
  facts: VoterFacts;
  row: GateRow;
  state: RunState;
};

async function shownTo({ caller, facts, row, state }: Shown): Promise<ApprovalView> {
  const gate = state.gates.get(row.id);
  if (!gate) throw new Error(`run ${row.runId} does not know its gate ${row.id}`);
  const upstream = upstreamOf(state, gate);
  const [whole, previews, comments, voters, last] = await Promise.all([
    readValues(caller.workspace.id, [gate.payload]),
    previewsOf(
      caller.workspace.id,
      upstream.flatMap(({ value }) => ('ref' in value ? [value.ref] : [])),
    ),
    listComments(row.id),
    votersOf(caller.workspace.id, facts),
    lastApproved(caller, state, gate),
  ]);
  const line = lineOf(state, gate);
  const { book } = line;
  const claimer = row.claimedById !== null && holdsClaim(book, voters, row.claimedById) ? row.claimedById : null;
  const signers = couldSign(book, voters, { first: caller.member.id, most: 20 });
  const names = await memberNames([...signers, claimer, gate.secondFor].filter((id) => id !== null));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  const policy = policyAt(state, gate);
  const form = await formAsDrawn(policy.form, { ...state, step: gate.step });
  const step = state.steps.get(gate.step)!;
  const stepName = state.stepSpecs.get(gate.step)?.name ?? gate.step;
  return {
    ...approvalSummary(line, { caller, facts }),
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
    claimedBy: claimer === null ? null : person(claimer),
    ...courseOf(state, gate),
    asked: gate.closed ? [] : whom(book),
    couldSign: signers.map(person),
    secondFor: gate.secondFor === null ? null : person(gate.secondFor),
    stepUp: await stepUpOf(caller, policy.stepUp),
    lastApproved: last,
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

/** Who was put in charge, who is asked next and when. */
function courseOf(state: RunState, gate: GateState): Pick<ApprovalView, 'assigned' | 'escalation' | 'remindAt'> {
  const { escalate } = policyAt(state, gate);
  const { remindAt, escalateAt } = gateTimes(state, gate);
  return {
    assigned: gate.assigned && { ...gate.assigned, at: new Date(gate.assigned.at).toISOString() },
    escalation: {
      stage: gate.escalated,
      of: escalate.length,
      nextAt: isoOrNull(escalateAt),
      to: escalateAt === null ? [] : (escalate[gate.escalated]?.to ?? []),
    },
    remindAt: isoOrNull(remindAt),
  };
}

async function stepUpOf({ user }: Identity, asked: boolean): Promise<ApprovalView['stepUp']> {
  const by = asked ? await meansOf(user.id) : null;
  return { asked, by, why: asked && by === null ? noMeans.why : null };
}
