import { plainPolicy } from '../gate/plain-policy.ts';
import type { GatePolicy } from '../gate/spec.ts';
import type { NormalStep, NormalWorkflow } from '../workflow/normal.ts';

/**
 * Lifts a normalised workflow as an older version of this program stored it: what it could not say yet is said by its
 * default. Stored histories are never rewritten.
 */
export function liftWorkflow(stored: NormalWorkflow): NormalWorkflow {
  return {
    ...stored,
    labels: stored.labels ?? [],
    steps: stored.steps.map(liftStep),
    handlers: stored.handlers?.map(liftStep) ?? [],
    rules: stored.rules ?? [],
    onFailure: stored.onFailure ?? { rollbackMs: null, run: [], notify: [], escalate: null },
    retryBudget: stored.retryBudget ?? null,
    outputTypes: stored.outputTypes ?? {},
    concurrency: stored.concurrency ?? null,
  };
}

function liftStep(stored: NormalStep): NormalStep {
  const gates = stored.gates.map(liftPolicy);
  const cache = stored.cache ?? null;
  if (stored.fallback) return { ...stored, gates, cache, nested: stored.nested.map(liftStep) };
  return { ...stored, gates, cache, fallback: [], undo: null, nested: [] };
}

const liftPolicy = (stored: GatePolicy): GatePolicy => ({
  ...plainPolicy,
  ...stored,
  reviewers: { ...plainPolicy.reviewers, ...stored.reviewers },
});
