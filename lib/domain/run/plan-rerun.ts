import { gateActions } from '../gate/spec.ts';
import { canonicalJson } from '../workflow/canonical.ts';
import type { Json } from '../workflow/json.ts';
import type { NormalStep, NormalWorkflow } from '../workflow/normal.ts';
import { itemStep } from './item.ts';
import type { ReusableStep, Reuse, SignedGate } from './reuse.ts';
import type { GateState, RunState } from './state.ts';

export type Rerun = {
  reuse: Reuse;
  /** Steps that run, or ask, anew, and why; in the workflow's order. */
  runs: { id: string; why: string }[];
};

/**
 * Which results of an earlier run another one takes over. `from`: the steps to begin with; null runs everything. What
 * had not ended well, was taken back, or reads otherwise in the new workflow runs too, and all that is below.
 */
export function planRerun(old: RunState, spec: NormalWorkflow, from: readonly string[] | null): Rerun {
  const why =
    from === null ? new Map(spec.steps.map(({ id }) => [id, 'Everything runs anew'])) : toRun(old, spec, from);
  const steps: Record<string, ReusableStep> = {};
  const runs: Rerun['runs'] = [];
  for (const step of spec.steps) {
    const reason = why.get(step.id);
    if (reason !== undefined) runs.push({ id: step.id, why: reason });
    else {
      steps[step.id] = resultOf(old, step.id);
      // One that was not taken is not reached again either.
      if (step.kind === 'gate' && steps[step.id]!.end !== 'notTaken')
        runs.push({ id: step.id, why: 'A gate is asked again' });
    }
  }
  const gates = [...old.gates.values()].flatMap((gate) => signed(old, gate) ?? []);
  return { reuse: { runId: old.runId, number: old.number, steps, gates }, runs };
}

/** Steps that failed or were never reached: where a rerun of a failed run usually begins. */
export function unfinishedSteps(old: RunState): string[] {
  return old.spec.steps.flatMap(({ id }) => {
    const { phase } = old.steps.get(id)!;
    return phase === 'failed' || phase === 'cancelled' ? [id] : [];
  });
}

function toRun(old: RunState, spec: NormalWorkflow, from: readonly string[]): Map<string, string> {
  const chosen = new Set(from);
  const why = new Map<string, string>();
  const before = new Map(old.spec.steps.map((step) => [step.id, step]));
  const dependents = new Map<string, string[]>();
  for (const step of spec.steps) {
    const reason = chosen.has(step.id) ? 'The rerun begins here' : ownReason(old, before.get(step.id), step);
    if (reason !== null) why.set(step.id, reason);
    for (const need of step.needs) dependents.set(need.step, [...(dependents.get(need.step) ?? []), step.id]);
  }
  const names = new Map(spec.steps.map((step) => [step.id, step.name]));
  const open = [...why.keys()];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const next of dependents.get(at) ?? []) {
      if (why.has(next)) continue;
      why.set(next, `It comes after ${names.get(at)}`);
      open.push(next);
    }
  return why;
}

/** Why the step itself cannot be taken over; null when it can. */
function ownReason(old: RunState, before: NormalStep | undefined, step: NormalStep): string | null {
  const then = old.steps.get(step.id);
  if (!before || !then) return 'It is new';
  if (sense(before) !== sense(step)) return 'It was changed';
  if ((old.steps.get(`undo:${step.id}`)?.attempt ?? 0) > 0) return 'It was taken back';
  if (then.phase === 'failed') return 'It failed';
  if (then.phase === 'waived')
    // A reviewer left it out: whether that holds again is the gate's to ask.
    return step.gates.length > 0 ? 'A reviewer skipped it, who is asked again' : null;
  return then.phase === 'succeeded' || then.phase === 'notTaken' ? null : 'It had not ended';
}

/** What a step does, and when. */
const sense = ({ kind, with: given, when, needs, join, nested }: NormalStep): string =>
  canonicalJson({ kind, with: given, when, needs, join, nested: nested as unknown as Json } as Json);

function resultOf(old: RunState, id: string): ReusableStep {
  const step = old.steps.get(id)!;
  const editors = [...(old.editors.get(id) ?? [])];
  return {
    end: step.phase as ReusableStep['end'],
    attempt: step.attempt,
    round: step.round,
    ...(step.params && { params: step.params }),
    ...(step.output && { output: step.output }),
    ...(step.outcome !== null && { outcome: step.outcome }),
    ...(step.warning !== null && { warning: step.warning }),
    ...(step.reason !== null && { reason: step.reason }),
    ...(step.artifacts.length > 0 && { artifacts: step.artifacts }),
    ...(editors.length > 0 && { editors }),
    finishedAt: step.finishedAt,
  };
}

/** Null for what nobody signed: it is open, expired, was stopped, or a person let their own work pass. */
function signed(old: RunState, gate: GateState): SignedGate | null {
  const { closed, step, placement, digest } = gate;
  if (!closed || closed.action === 'void' || closed.expired || placement === 'onFailure' || itemStep(step)) return null;
  const { action, outcome, comment } = closed;
  if (action === 'skip' || !gateActions[action].letsThrough) return null;
  const end = { ...(outcome !== null && { outcome }), ...(comment !== null && { comment }) };
  const place = { step, placement, digest, action, ...end };
  if (gate.reused) return { ...gate.reused, ...place };
  const votes = gate.votes.filter((vote) => !vote.void && gateActions[vote.action].letsThrough);
  if (votes.length === 0 || votes.some((vote) => vote.selfSigned)) return null;
  return {
    runId: old.runId,
    number: old.number,
    gate: gate.id,
    ...place,
    signers: votes.map((vote) => ({
      actor: vote.actor,
      action: vote.action,
      at: vote.at,
      ...(vote.comment !== null && { comment: vote.comment }),
      ...(vote.form !== null && { form: vote.form as Record<string, Json> }),
    })),
  };
}
