import type { Positions } from '#components/canvas/layout.ts';
import { nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';

type Point = { x: number; y: number };
type Way = { id: string; source: string; target: string };

/** The corners of a way as it is drawn: out, across in the middle, in. */
function cornersOf(from: Point, to: Point): [Point, Point, Point, Point] {
  const out = { x: from.x + nodeWidth, y: from.y + nodeHeight / 2 };
  const into = { x: to.x, y: to.y + nodeHeight / 2 };
  const middle = (out.x + into.x) / 2;
  return [out, { x: middle, y: out.y }, { x: middle, y: into.y }, into];
}

/** The middle of a way, where something is put between. */
export function middleOf(from: Point, to: Point): Point {
  const [out, , , into] = cornersOf(from, to);
  return { x: (out.x + into.x) / 2, y: (out.y + into.y) / 2 };
}

/** The way nearest to a point, within `reach` canvas pixels; null when none is. */
export function edgeNear(at: Point, ways: readonly Way[], places: Positions, reach: number): string | null {
  let best = reach;
  let found: string | null = null;
  for (const way of ways) {
    const [from, to] = [places[way.source], places[way.target]];
    if (!from || !to) continue;
    const corners = cornersOf(from, to);
    for (let index = 0; index < 3; index++) {
      const away = distance(at, corners[index]!, corners[index + 1]!);
      if (away >= best) continue;
      best = away;
      found = way.id;
    }
  }
  return found;
}

/** From a point to a stretch that runs level or upright. */
function distance(at: Point, a: Point, b: Point): number {
  const x = Math.min(Math.max(at.x, Math.min(a.x, b.x)), Math.max(a.x, b.x));
  const y = Math.min(Math.max(at.y, Math.min(a.y, b.y)), Math.max(a.y, b.y));
  return Math.hypot(at.x - x, at.y - y);
}
