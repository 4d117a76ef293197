import type { RunEvent } from '../event.ts';
import type { RunState } from '../state.ts';
import { countNeeds } from './added.ts';
import { ended, leaveLists, weighNeeds } from './ending.ts';
import { reopenItems, stopItems } from './map.ts';
import { newRound } from './round.ts';

/** The named steps start over with the comment; whoever waited for them waits again. */
export function resetSteps(state: RunState, event: Extract<RunEvent, { type: 'steps.reset' }>): void {
  const { data, at } = event;
  const retrier = (data.gate === undefined ? data.by : state.gates.get(data.gate)?.closed?.by)?.id ?? null;
  for (const id of data.steps) {
    const step = state.steps.get(id)!;
    if (ended.has(step.phase)) state.unfinished += 1;
    leaveLists(state, id);
    stopItems(state, id, at);
    newRound(state, id, data.feedback);
    step.phase = 'pending';
    step.gateDue = null;
    if (retrier) {
      const known = state.retriers.get(id);
      if (known) known.add(retrier);
      else state.retriers.set(id, new Set([retrier]));
    }
  }
  // Who retries what the time limit of the roll-back ended takes it in hand: the limit is over.
  const { failing } = state;
  if (failing?.deadlineAt != null && failing.deadlineAt <= at) failing.deadlineAt = null;
  if (state.maps.size > 0) reopenItems(state, data.steps);
  if (data.reopens !== undefined) {
    const map = state.steps.get(data.reopens)!;
    if (ended.has(map.phase)) state.unfinished += 1;
    leaveLists(state, data.reopens);
    Object.assign(map, {
      phase: 'suspended',
      output: null,
      error: null,
      accepted: false,
      finishedAt: null,
      begunAt: at,
    });
    state.suspended.add(data.reopens);
  }
  const affected = new Set<string>(data.steps);
  for (const id of data.reopens === undefined ? data.steps : [...data.steps, data.reopens]) {
    for (const edge of state.dependents.get(id) ?? []) affected.add(edge.step);
    // Due again when they have all come to a result again.
    for (const rule of state.rulesOf.get(id) ?? []) state.rulesDue.delete(rule);
  }
  for (const id of affected) {
    const step = state.steps.get(id)!;
    if (step.phase === 'ready') {
      step.phase = 'pending';
      state.ready.delete(id);
    }
    countNeeds(state, id);
    weighNeeds(state, id, at);
  }
}
