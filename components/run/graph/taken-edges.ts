import { type DrawnStep, drawEdges } from '#components/canvas/drawing.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';

/** Ids of the ways a run went between the steps of a drawing. */
export function takenEdges(drawing: readonly DrawnStep[], steps: readonly RunStepView[]): Set<string> {
  const by = new Map(steps.map((step) => [step.id, step]));
  const taken = new Set<string>();
  for (const drawn of drawing) {
    const target = by.get(drawn.id);
    if (!target || target.status === 'pending' || target.status === 'skipped' || target.status === 'cancelled')
      continue;
    for (const edge of drawEdges(drawn)) if (went(by.get(edge.source), edge.on)) taken.add(edge.id);
  }
  return taken;
}

function went(source: RunStepView | undefined, on: string): boolean {
  if (!source) return false;
  if (on === 'success') return source.status === 'succeeded';
  if (on === 'failure') return source.status === 'failed';
  if (on === 'always') return source.status === 'succeeded' || source.status === 'failed';
  if (on === 'notTaken') return source.status === 'skipped';
  return source.outcome === on;
}
