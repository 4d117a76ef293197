import { type DrawnStep, drawStep } from '#components/canvas/drawing.ts';
import type { Lane } from '#components/canvas/lanes.ts';
import type { RunView } from '#lib/contracts/run.ts';

/**
 * What came into the run beside its graph: one lane for what follows the failure, one for each rule that fired. A need
 * that is met in more ways than one is one line.
 */
export function lanesOf({ added, steps }: Pick<RunView, 'added' | 'steps'>): Lane[] {
  const origins = new Map(steps.map((step) => [step.id, step.added]));
  const lanes = new Map<string, DrawnStep[]>();
  for (const spec of added) {
    const drawn = drawStep(spec as object);
    const { rule = null } = origins.get(drawn.id) ?? {};
    const name = rule === null ? 'After the failure' : `Rule: ${rule}`;
    const needs = [...new Set(drawn.needs.map(({ step }) => step))].map((step) => ({ step, on: 'success' }));
    const lane = lanes.get(name) ?? [];
    lane.push({ ...drawn, group: name, needs });
    lanes.set(name, lane);
  }
  return [...lanes].map(([name, steps]) => ({ name, steps }));
}
