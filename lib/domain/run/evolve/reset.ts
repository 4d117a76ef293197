import type { RunEvent } from '../event.ts';
import type { RunState } from '../state.ts';
import { edgeMet, ended, type StepEnd, weighNeeds } from './ending.ts';
import { newRound } from './gate.ts';

/** Rework: the named steps start over with the reviewer's comment; whoever waited for them waits again. */
export function resetSteps(state: RunState, event: Extract<RunEvent, { type: 'steps.reset' }>): void {
  const { data, at } = event;
  const gate = state.gates.get(data.gate);
  const retrier = gate?.closed?.by.id ?? null;
  for (const id of data.steps) {
    const step = state.steps.get(id)!;
    if (ended.has(step.phase)) state.unfinished += 1;
    newRound(step, data.feedback);
    step.phase = 'pending';
    step.gateDue = null;
    for (const list of [state.ready, state.unreachable, state.gatesDue, state.active, state.retrying]) list.delete(id);
    if (retrier) {
      const known = state.retriers.get(id);
      if (known) known.add(retrier);
      else state.retriers.set(id, new Set([retrier]));
    }
  }
  const affected = new Set<string>(data.steps);
  for (const id of data.steps) for (const edge of state.dependents.get(id) ?? []) affected.add(edge.step);
  for (const id of affected) {
    const step = state.steps.get(id)!;
    if (step.phase === 'ready') {
      step.phase = 'pending';
      state.ready.delete(id);
    }
    recount(state, id);
    weighNeeds(state, id, at);
  }
}

function recount(state: RunState, id: string): void {
  const step = state.steps.get(id)!;
  step.met = 0;
  step.undecided = 0;
  for (const need of state.stepSpecs.get(id)!.needs) {
    const source = state.steps.get(need.step)!;
    if (!ended.has(source.phase)) step.undecided += 1;
    else if (edgeMet(need.on, source.phase as StepEnd, source.outcome)) step.met += 1;
  }
}
