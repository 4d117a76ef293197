import { drawEdges, drawStep } from '#components/canvas/drawing.ts';
import { freeSpot, type LayoutGraph, type Positions } from '#components/canvas/layout.ts';
import { columnGap, nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';
import { type Draft, type DraftStep, freeId } from '../model/draft.ts';
import { outcomesOf, readNeeds } from '../model/need.ts';

/** The drawing as the layout needs it. */
export function graphOf(draft: Draft): LayoutGraph {
  const steps = draft.order.flatMap((id) => {
    const step = draft.steps[id];
    return step ? [drawStep(step)] : [];
  });
  return { steps: steps.map(({ id, group }) => ({ id, group })), edges: steps.flatMap(drawEdges) };
}

/** A new step of `kind`; after `from` it is connected to it, by an outcome nobody uses yet where there are outcomes. */
export function newStep(draft: Draft, kind: string, from: string | null): DraftStep {
  const id = freeId(kind, draft.steps);
  if (from === null) return { id, kind };
  const on = nextResult(draft, from);
  return { id, kind, needs: [on === 'success' ? from : { step: from, on }] };
}

/** The result a new edge out of `source` gets: its first unused outcome, or success. */
export function nextResult(draft: Draft, source: string): string {
  const outcomes = outcomesOf(draft.steps[source]);
  const used = new Set(
    Object.values(draft.steps).flatMap((step) =>
      readNeeds(step.needs).flatMap((need) => (need.step === source ? [need.on] : [])),
    ),
  );
  return outcomes.find((name) => !used.has(name)) ?? outcomes[0] ?? 'success';
}

/** Right of `from`, or around `centre`; never on top of another node. */
export function placeFor(
  draft: Draft,
  from: string | null,
  centre: { x: number; y: number },
): { x: number; y: number } {
  const at = from === null ? undefined : draft.positions[from];
  if (at) return freeSpot({ x: at.x + nodeWidth + columnGap, y: at.y }, draft.positions);
  return freeSpot({ x: centre.x - nodeWidth / 2, y: centre.y - nodeHeight / 2 }, draft.positions);
}

/** Copies of steps under free ids, a little lower; connections among them are kept, those to others as well. */
export function copiesOf(
  draft: Draft,
  steps: readonly DraftStep[],
  places: Positions,
): { steps: DraftStep[]; positions: Positions } {
  const taken: Record<string, unknown> = { ...draft.steps };
  const renamed = new Map<string, string>();
  for (const step of steps) {
    const id = freeId(step.id, taken);
    taken[id] = step;
    renamed.set(step.id, id);
  }
  const positions: Positions = {};
  const copies = steps.map((step): DraftStep => {
    const id = renamed.get(step.id) ?? step.id;
    const at = places[step.id] ?? { x: 0, y: 0 };
    positions[id] = freeSpot({ x: at.x + 32, y: at.y + nodeHeight + 24 }, { ...draft.positions, ...positions });
    const needs = readNeeds(step.needs).flatMap((need) => {
      const source = renamed.get(need.step) ?? need.step;
      if (!Object.hasOwn(taken, source)) return [];
      return [need.on === 'success' ? source : { step: source, on: need.on }];
    });
    const { needs: _, as: __, ...rest } = step;
    return { ...rest, id, kind: step.kind, ...(needs.length ? { needs } : {}) };
  });
  return { steps: copies, positions };
}
