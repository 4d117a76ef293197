import type { NormalStep } from '../../workflow/normal.ts';
import { instanceSpec } from '../item.ts';
import type { RunState } from '../state.ts';

/** A new logical execution of the step: everything about the last one is forgotten but the count of attempts. */
export function newRound(state: RunState, id: string, feedback: string | null): void {
  const step = state.steps.get(id)!;
  if (step.fallback > 0) state.stepSpecs.set(id, ownSpec(state, id));
  step.round += 1;
  step.key = null;
  step.params = null;
  step.output = null;
  step.outcome = null;
  step.error = null;
  step.accepted = false;
  step.warning = null;
  step.reason = null;
  step.reused = false;
  step.artifacts = [];
  step.cacheKey = null;
  step.cached = null;
  step.retries = [];
  step.lost = 0;
  step.beforePassed = false;
  step.retryAt = null;
  step.feedback = feedback;
  step.startedAt = null;
  step.finishedAt = null;
  step.endSeq = null;
  step.wait = null;
  step.fallback = 0;
}

/** The failed step goes on as its fallback: another kind and other parameters in the same place. */
export function fallBack(state: RunState, id: string, fallback: number): void {
  const step = state.steps.get(id)!;
  step.fallback = fallback;
  step.params = null;
  step.key = null;
  step.retries = [];
  state.stepSpecs.set(id, specWithFallback(ownSpec(state, id), fallback));
}

/** The step as its author wrote it. */
export function ownSpec(state: Pick<RunState, 'spec' | 'added'>, id: string): NormalStep {
  return state.added.get(id)?.spec ?? state.spec.steps.find((spec) => spec.id === id) ?? instanceSpec(state.spec, id)!;
}

export function specWithFallback(own: NormalStep, fallback: number): NormalStep {
  return fallback === 0 ? own : { ...own, ...own.fallback[fallback - 1]!, cache: null };
}
