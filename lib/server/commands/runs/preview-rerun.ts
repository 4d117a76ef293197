import type { RerunPreview } from '#lib/contracts/rerun.ts';
import { type Rerun, unfinishedSteps } from '#lib/domain/run/plan-rerun.ts';
import type { SignedGate } from '#lib/domain/run/reuse.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { sensitiveInputs } from '#lib/domain/workflow/findings/inputs.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { NormalStep } from '#lib/domain/workflow/normal.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { readValues } from '../../queries/runs/read-values.ts';
import type { Startable } from './start-order.ts';

/** What a rerun would take over, run and ask, in words for whoever is about to start it. Reads only. */
export async function previewRerun(
  caller: Caller,
  { old, what, plan, latest }: { old: RunState; what: Startable; plan: Rerun; latest: number },
): Promise<RerunPreview> {
  const { spec, version } = what;
  const named = ({ id, name, kind }: NormalStep) => ({ id, name, kind });
  const why = new Map(plan.runs.map((run) => [run.id, run.why]));
  const earlier = (await readValues(caller.workspace.id, [old.input]))(old.input) as JsonObject;
  const sealed = new Set([...sensitiveInputs(old.spec.inputs), ...sensitiveInputs(spec.inputs)]);
  const given = Object.entries(earlier).filter(([name]) => Object.hasOwn(spec.inputs, name));
  const excluded = new Set([caller.actor.id, ...what.authors]);
  const counts = (gate: SignedGate) => gate.signers.every(({ actor }) => !excluded.has(actor.id));
  return {
    preview: true,
    version,
    latest: latest === 0 ? null : latest,
    suggested: unfinishedSteps(old).filter((id) => spec.steps.some((step) => step.id === id)),
    steps: spec.steps.map(named),
    reused: spec.steps.flatMap((step) =>
      why.has(step.id) ? [] : [{ ...named(step), end: plan.reuse.steps[step.id]!.end }],
    ),
    runs: spec.steps.flatMap((step) => (why.has(step.id) ? [{ ...named(step), why: why.get(step.id)! }] : [])),
    gates: spec.steps.flatMap((step) =>
      step.gates
        .filter(({ placement }) => asksAt(placement, why.has(step.id), plan.reuse.steps[step.id]?.end))
        .map(({ placement, title, reuse }) => {
          const signed = plan.reuse.gates.find((gate) => gate.step === step.id && gate.placement === placement);
          const signedBy = reuse && signed && counts(signed) ? signed.signers.map(({ actor }) => actor.name) : [];
          return { step: step.id, name: step.name, placement, title, signedBy };
        }),
    ),
    inputs: spec.inputs,
    input: Object.fromEntries(given.filter(([name]) => !sealed.has(name))),
    kept: sensitiveInputs(spec.inputs).filter((name) => typeof earlier[name] === 'string'),
  };
}

/** Nothing runs where a result is taken over: only what is passed on is asked about. */
function asksAt(placement: string, runs: boolean, end: string | undefined): boolean {
  if (placement === 'onFailure') return false;
  return runs || (placement === 'after' && end === 'succeeded');
}
