import { type DrawnStep, drawEdges } from './drawing.ts';
import { arrangeInColumns } from './layered/layered.ts';
import type { Positions } from './layout.ts';
import { framePadding, nodeHeight, rowGap } from './node-size.ts';

/** Steps that stand apart from the graph, below it, in a frame of this name. */
export type Lane = { name: string; steps: readonly DrawnStep[] };

/** Places for what stands in lanes, one lane below the other under `places`, whose steps keep theirs. */
export function placeLanes(lanes: readonly Lane[], places: Positions): Positions {
  const all: Positions = { ...places };
  const known = Object.values(places);
  const left = known.length > 0 ? Math.min(...known.map(({ x }) => x)) : 0;
  let top = Math.max(...known.map(({ y }) => y + nodeHeight), 0) + framePadding.bottom;
  for (const { steps } of lanes) {
    top += rowGap + framePadding.top;
    const own = arrangeInColumns({
      steps: steps.map(({ id }) => ({ id, group: null })),
      edges: steps.flatMap(drawEdges),
    });
    const high = Math.min(...Object.values(own).map(({ y }) => y));
    for (const [id, { x, y }] of Object.entries(own)) all[id] = { x: left + x, y: top + y - high };
    top = Math.max(...steps.map(({ id }) => all[id]!.y + nodeHeight)) + framePadding.bottom;
  }
  return all;
}
