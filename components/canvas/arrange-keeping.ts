import { freeSpot, type LayoutGraph, type Positions } from './layout.ts';

/**
 * Places of all steps when those in `kept` stay: each of the others stands to its nearest kept neighbour as `anew`, an
 * arrangement of everything, has it, and covers nobody.
 */
export function arrangeKeeping({ steps, edges }: LayoutGraph, anew: Positions, kept: Positions): Positions {
  const neighbours = new Map<string, string[]>();
  const join = (a: string, b: string) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const { source, target } of edges) {
    join(target, source);
    join(source, target);
  }
  const places: Positions = { ...kept };
  const lost = steps
    .filter(({ id }) => !kept[id])
    .toSorted((a, b) => (anew[a.id]?.x ?? 0) - (anew[b.id]?.x ?? 0) || (anew[a.id]?.y ?? 0) - (anew[b.id]?.y ?? 0));
  for (const { id } of lost) {
    const at = anew[id] ?? { x: 0, y: 0 };
    const anchor = neighbours.get(id)?.find((each) => places[each] && anew[each]);
    const [here, there] = anchor ? [places[anchor]!, anew[anchor]!] : [at, at];
    places[id] = freeSpot({ x: here.x + at.x - there.x, y: here.y + at.y - there.y }, places);
  }
  return places;
}
