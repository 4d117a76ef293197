import type { NewRunEvent } from '../event.ts';
import { edgeMet, ended, type StepEnd } from '../evolve/ending.ts';
import type { RunState } from '../state.ts';

/** Marks the steps whose needs can no longer be met, saying which need failed them. Call until it yields nothing. */
export function spread(state: RunState): NewRunEvent[] {
  return [...state.unreachable].map((id) => ({
    type: 'step.skipped',
    data: { step: id, how: 'notTaken', reason: whyNot(state, id) },
  }));
}

function whyNot(state: RunState, id: string): string {
  for (const need of state.stepSpecs.get(id)!.needs) {
    const source = state.steps.get(need.step)!;
    if (!ended.has(source.phase) || edgeMet(need.on, source.phase as StepEnd, source.outcome)) continue;
    const name = state.stepSpecs.get(need.step)!.name;
    if (source.phase === 'notTaken') return `${name} was not taken`;
    if (source.phase === 'failed') return `${name} failed`;
    if (source.phase === 'waived') return `${name} was skipped`;
    if (source.outcome) return `${name} chose ${source.outcome}`;
    return `${name} ended ${source.phase}`;
  }
  return 'its needs can no longer be met';
}
