import { drawEdges, drawStep } from '#components/canvas/drawing.ts';
import { freeSpot, type LayoutGraph, type Positions } from '#components/canvas/layout.ts';
import { columnGap, nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';
import { type Draft, type DraftStep, freeId } from '../model/draft.ts';
import { outcomesOf, readNeeds } from '../model/need.ts';
import { renameReferences } from '../model/rename.ts';

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

/**
 * Copies of steps under free ids, a little lower (`exact`: where `places` says). Connections among them are kept, and what
 * they say about each other follows; connections to others only with `outside`.
 */
export function copiesOf(
  draft: Draft,
  steps: readonly DraftStep[],
  places: Positions,
  { outside, exact = false }: { outside: boolean; exact?: boolean },
): { steps: DraftStep[]; positions: Positions } {
  const own = Object.fromEntries(steps.map((step) => [step.id, true]));
  const taken: Record<string, unknown> = { ...draft.steps };
  const renamed = new Map<string, string>();
  for (const step of steps) {
    // A new name is nobody's old one, so that renaming one after the other never renames twice.
    const id = Object.hasOwn(taken, step.id) ? freeId(step.id, { ...own, ...taken }) : step.id;
    taken[id] = step;
    renamed.set(step.id, id);
  }
  const positions: Positions = {};
  const copies = steps.map((step): DraftStep => {
    const id = renamed.get(step.id) ?? step.id;
    const at = places[step.id] ?? { x: 0, y: 0 };
    const wanted = exact ? at : { x: at.x + 32, y: at.y + nodeHeight + 24 };
    positions[id] = freeSpot(wanted, { ...draft.positions, ...positions });
    const needs = readNeeds(step.needs).flatMap((need) => {
      const source = renamed.get(need.step) ?? (outside && Object.hasOwn(draft.steps, need.step) ? need.step : null);
      if (source === null) return [];
      return [need.on === 'success' ? source : { step: source, on: need.on }];
    });
    const { needs: _, as: __, ...rest } = step;
    return { ...followNames(rest, renamed), id, kind: step.kind, ...(needs.length ? { needs } : {}) };
  });
  return { steps: copies, positions };
}

/** What a step says about others, with their new names. */
function followNames(rest: Record<string, unknown>, renamed: ReadonlyMap<string, string>) {
  const named = JSON.stringify(rest).matchAll(/steps(?:\.|\[\\?["'])([\w-]+)/g);
  let told = rest;
  for (const id of new Set([...named].map(([, id]) => id ?? ''))) {
    const to = renamed.get(id);
    if (to && to !== id) told = renameReferences(told, id, to);
  }
  return told;
}
