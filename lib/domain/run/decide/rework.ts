import type { RunState } from '../state.ts';

/**
 * The steps that start over when a gate standing alone is sent back: those its `rework` names (default: what it
 * needs), the gate itself, every step on a way from those to the gate, and whoever was about to use the old results
 * (open gates, steps ready to start). Steps elsewhere that ended or run keep their results.
 */
export function reworkSteps(state: RunState, gateStep: string): string[] {
  const spec = state.stepSpecs.get(gateStep)!;
  const named = spec.with.rework;
  const from = Array.isArray(named)
    ? named.filter((id): id is string => typeof id === 'string' && state.steps.has(id))
    : spec.needs.map((need) => need.step);
  const above = ancestors(state, gateStep);
  const chosen = new Set<string>([gateStep]);
  const stack = from.filter((id) => above.has(id));
  while (stack.length > 0) {
    const id = stack.pop()!;
    if (chosen.has(id)) continue;
    chosen.add(id);
    for (const edge of state.dependents.get(id) ?? []) {
      const phase = state.steps.get(edge.step)!.phase;
      if (above.has(edge.step) || phase === 'gated' || phase === 'ready') stack.push(edge.step);
    }
  }
  return [...state.steps.keys()].filter((id) => chosen.has(id));
}

function ancestors(state: RunState, id: string): Set<string> {
  const found = new Set<string>();
  const stack = [id];
  while (stack.length > 0) {
    for (const need of state.stepSpecs.get(stack.pop()!)!.needs) {
      if (found.has(need.step)) continue;
      found.add(need.step);
      stack.push(need.step);
    }
  }
  return found;
}
