import type { StepState } from '#components/canvas/step-facts.tsx';
import { takenOf } from '#components/canvas/taken.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';

const made = new WeakMap<RunStepView, StepState>();

/** How a step stands, as the drawing shows it; for the same view the same object, so that its box is left alone. */
export function stateOf(step: RunStepView): StepState {
  const state = made.get(step) ?? make(step);
  made.set(step, state);
  return state;
}

function make(step: RunStepView): StepState {
  const { status, waitingFor, attempt, items, startedAt, finishedAt } = step;
  const lasts = startedAt !== null && (finishedAt !== null || status === 'running');
  const taken = takenOf(step);
  return {
    status,
    attempt,
    ...(waitingFor && { waitingFor: waitingFor.reason, wait: { text: waitingFor.text, whom: waitingFor.whom } }),
    ...(items && { items }),
    ...(lasts && { time: { from: startedAt, to: finishedAt } }),
    ...(taken && { taken }),
  };
}
