import { isObject } from './draft.ts';

export type Need = { step: string; on: string };

/** Needs in one form; what is not readable is left out. */
export function readNeeds(needs: unknown): Need[] {
  if (!Array.isArray(needs)) return [];
  return needs.flatMap((need: unknown) => {
    if (typeof need === 'string') return [{ step: need, on: 'success' }];
    if (!isObject(need) || typeof need.step !== 'string') return [];
    return [{ step: need.step, on: typeof need.on === 'string' && need.on ? need.on : 'success' }];
  });
}

/** Needs in the shortest form an author would write; nothing when there are none. */
export function writeNeeds(needs: readonly Need[]): unknown[] | undefined {
  if (needs.length === 0) return undefined;
  return needs.map((need) => (need.on === 'success' ? need.step : { step: need.step, on: need.on }));
}

/** The named outcomes an edge out of `step` may follow: cases of a branch, outcomes of a gate that stands alone. */
export function outcomesOf(step: Readonly<Record<string, unknown>> | undefined): string[] {
  if (!step) return [];
  const given = isObject(step.with) ? step.with : {};
  const names: unknown[] = [];
  if (Array.isArray(given.cases)) names.push(...given.cases.map((each) => (isObject(each) ? each.name : undefined)));
  if (step.kind === 'branch') names.push(given.default);
  const gates = Array.isArray(step.gate) ? step.gate : [step.gate];
  if (step.kind === 'gate')
    for (const gate of gates) if (isObject(gate) && Array.isArray(gate.outcomes)) names.push(...gate.outcomes);
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))];
}

/** Whether a new edge `source → target` would close a circle. */
export function closesCircle(
  steps: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  source: string,
  target: string,
): boolean {
  const open = [source];
  const seen = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === target) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...readNeeds(steps[id]?.needs).map((need) => need.step));
  }
  return false;
}
