import { arrangeInColumns } from './layered/layered.ts';
import { nodeHeight, nodeWidth, rowGap } from './node-size.ts';

export type LayoutGraph = {
  steps: readonly { id: string; group: string | null }[];
  edges: readonly { source: string; target: string; on?: string }[];
};
export type Positions = Record<string, { x: number; y: number }>;

/** Beyond this many steps groups no longer pull their steps together: nesting takes seconds. */
const nestedLimit = 300;

/**
 * Positions (top left corners, canvas pixels) of every step, left to right along the edges. Deterministic. Cycles and
 * edges to nowhere are tolerated. What keeps groups together is loaded when there are groups.
 */
export async function arrange(graph: LayoutGraph): Promise<Positions> {
  const grouped = graph.steps.length <= nestedLimit && graph.steps.some(({ group }) => group !== null);
  if (!grouped) return arrangeInColumns(graph);
  try {
    const { arrangeNested } = await import('./nested.ts');
    return arrangeNested(graph);
  } catch {
    // Whether it cannot be loaded or is at a loss: a drawing without frames kept apart is better than none.
    return arrangeInColumns(graph);
  }
}

/** Whether `steps` has at least one step without a place. */
export function lacksPlaces(steps: LayoutGraph['steps'], places: Positions): boolean {
  return steps.some((step) => !places[step.id]);
}

/** A free spot for one new node near `wanted`: moves down until it covers no other. */
export function freeSpot(wanted: { x: number; y: number }, places: Positions): { x: number; y: number } {
  const taken = Object.values(places);
  const spot = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  const covers = () =>
    taken.some((at) => Math.abs(at.x - spot.x) < nodeWidth + 12 && Math.abs(at.y - spot.y) < nodeHeight + 12);
  while (covers()) spot.y += nodeHeight + rowGap;
  return spot;
}
