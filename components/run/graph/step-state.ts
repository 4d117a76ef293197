import type { StepState } from '#components/canvas/step-facts.tsx';
import type { RunStepView } from '#lib/contracts/run-step.ts';

const made = new WeakMap<RunStepView, StepState>();

/** How a step stands, as the drawing shows it; for the same view the same object, so that its box is left alone. */
export function stateOf(step: RunStepView): StepState {
  const state = made.get(step) ?? make(step);
  made.set(step, state);
  return state;
}

function make({ status, waitingFor, attempt, items, startedAt, finishedAt, cached, reused }: RunStepView): StepState {
  const lasts = startedAt !== null && (finishedAt !== null || status === 'running');
  const taken = cached ? { run: cached.number } : reused ? { run: null } : undefined;
  return {
    status,
    attempt,
    ...(waitingFor && { waitingFor: waitingFor.reason, wait: { text: waitingFor.text, whom: waitingFor.whom } }),
    ...(items && { items }),
    ...(lasts && { time: { from: startedAt, to: finishedAt } }),
    ...(taken && { taken }),
  };
}
