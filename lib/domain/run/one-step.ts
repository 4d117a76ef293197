import type { Json, JsonObject } from '../workflow/json.ts';
import type { NormalStep, NormalWorkflow } from '../workflow/normal.ts';
import type { Reuse } from './reuse.ts';
import type { Value } from './value.ts';

/**
 * A workflow with nothing in it but one step, to be tried on sample results of the steps it reads. Those are taken over
 * as if an earlier run had given them; the step itself is not asked about, retried, undone or kept. Null when there is
 * no such step, or it is one that only asks people.
 */
export function onlyStep(spec: NormalWorkflow, id: string): NormalWorkflow | null {
  const drawn = [...spec.steps, ...spec.handlers];
  const step = drawn.find((one) => one.id === id);
  if (!step || step.kind === 'gate') return null;
  const above = upstreamOf(drawn, step);
  const needs = above.flatMap((one) => [
    { step: one.id, on: 'always' },
    { step: one.id, on: 'notTaken' },
  ]);
  return {
    ...spec,
    steps: [...above.map(stub), { ...plain(step), needs, join: above.length }],
    handlers: [],
    rules: [],
    onFailure: { rollbackMs: null, run: [], notify: [], escalate: null },
    outputs: {},
    outputTypes: {},
    concurrency: null,
  };
}

/** What the steps before it gave: the samples, and nothing where there is none. */
export function samples(
  spec: NormalWorkflow,
  id: string,
  outputs: Readonly<Record<string, Json>>,
  pack: (json: Json) => Value,
): Reuse {
  const steps = spec.steps
    .filter((step) => step.id !== id)
    .map((step) => [
      step.id,
      {
        end: 'succeeded' as const,
        attempt: 1,
        round: 1,
        output: pack(Object.hasOwn(outputs, step.id) ? outputs[step.id]! : null),
        finishedAt: null,
      },
    ]);
  return { runId: null, number: null, steps: Object.fromEntries(steps), gates: [] };
}

/** All steps that lie before it, in the workflow's order. */
function upstreamOf(steps: readonly NormalStep[], { needs }: NormalStep): NormalStep[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Set<string>();
  const open = needs.map(({ step }) => step);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    for (const need of byId.get(at)?.needs ?? []) open.push(need.step);
  }
  return steps.filter((step) => found.has(step.id));
}

const plain = (step: NormalStep): NormalStep => ({
  ...step,
  when: null,
  retry: [],
  gates: [],
  fallback: [],
  undo: null,
  cache: null,
});

/** It is never executed: only its name and its result count. */
const stub = (step: NormalStep): NormalStep => ({
  ...plain(step),
  kind: 'template',
  with: { template: '' } as JsonObject,
  needs: [],
  join: 0,
  nested: [],
});
