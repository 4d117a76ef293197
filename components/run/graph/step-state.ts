import type { StepState } from '#components/canvas/step-card.tsx';
import type { RunStepView } from '#lib/contracts/run-step.ts';

const made = new WeakMap<RunStepView, StepState>();

/** How a step stands, as the drawing shows it; for the same view the same object, so that its box is left alone. */
export function stateOf(step: RunStepView): StepState {
  const { status, waitingFor, attempt, items } = step;
  const state = made.get(step) ?? { status, waitingFor: waitingFor?.reason, attempt, items: items ?? undefined };
  made.set(step, state);
  return state;
}
