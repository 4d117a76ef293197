import type { NormalStep, NormalWorkflow } from '../workflow/normal.ts';

/**
 * Lifts a normalised workflow as an older version of this program stored it: what it could not say yet is said by its
 * default. Stored histories are never rewritten.
 */
export function liftWorkflow(stored: NormalWorkflow): NormalWorkflow {
  return {
    ...stored,
    steps: stored.steps.map(liftStep),
    handlers: stored.handlers?.map(liftStep) ?? [],
    rules: stored.rules ?? [],
    onFailure: stored.onFailure ?? { rollbackMs: null, run: [], notify: [], escalate: null },
    retryBudget: stored.retryBudget ?? null,
  };
}

function liftStep(stored: NormalStep): NormalStep {
  if (stored.fallback) return stored;
  return { ...stored, fallback: [], undo: null, nested: [] };
}
