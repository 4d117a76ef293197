import type { RunEvent } from '../event.ts';
import type { RunState } from '../state.ts';
import { edgeMet, ended, type StepEnd, weighNeeds } from './ending.ts';
import { blankStep, linkStep } from './start.ts';

/** Steps come into the run; those they need may have ended already. */
export function addSteps(state: RunState, event: Extract<RunEvent, { type: 'steps.added' }>): void {
  const { steps, why, rule = null, holds = false } = event.data;
  for (const spec of steps) {
    state.added.set(spec.id, { spec, why, rule, holds });
    state.steps.set(spec.id, blankStep(0));
    linkStep(state, spec);
    state.unfinished += 1;
    if (holds) state.holds.add(spec.id);
  }
  for (const { id } of steps) {
    countNeeds(state, id);
    weighNeeds(state, id, event.at);
  }
}

/** Counts a step's needs from what the steps it needs are now. */
export function countNeeds(state: RunState, id: string): void {
  const step = state.steps.get(id)!;
  step.met = 0;
  step.undecided = 0;
  for (const need of state.stepSpecs.get(id)!.needs) {
    const source = state.steps.get(need.step)!;
    if (!ended.has(source.phase)) step.undecided += 1;
    else if (edgeMet(need.on, source.phase as StepEnd, source.outcome)) step.met += 1;
  }
}
