/** Names of the policies that a workflow's gates name; of a draft as far as it has the shape of one. */
export function policiesNamedIn(spec: unknown): Set<string> {
  const names = new Set<string>();
  const look = (steps: unknown) => {
    for (const step of listOf(steps)) {
      if (!isObject(step)) continue;
      for (const gate of [step.gate].flat())
        if (isObject(gate) && typeof gate.policy === 'string') names.add(gate.policy);
      if (step.kind === 'map' && isObject(step.with)) look(step.with.steps);
    }
  };
  if (isObject(spec)) for (const steps of [spec.steps, spec.handlers]) look(steps);
  return names;
}

const listOf = (given: unknown): unknown[] => (Array.isArray(given) ? given : []);
const isObject = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
