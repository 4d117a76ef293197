import type { Positions } from '#components/canvas/layout.ts';
import { nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';

export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'across', 'down'] as const;
/** The first six line edges or middles up; `across` and `down` give equal gaps, the outermost stay. */
export type Alignment = (typeof alignments)[number];

/** Places of the steps in `places`, lined up. All steps have the same size, so every edge follows from the corner. */
export function align(places: Positions, how: Alignment): Positions {
  const ids = Object.keys(places);
  const axis = how === 'left' || how === 'centre' || how === 'right' || how === 'across' ? 'x' : 'y';
  const values = ids.map((id) => places[id]![axis]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (how === 'across' || how === 'down') {
    const sorted = ids.toSorted((a, b) => places[a]![axis] - places[b]![axis]);
    const gap = (high - low) / Math.max(1, sorted.length - 1);
    return Object.fromEntries(
      sorted.map((id, index) => [id, { ...places[id]!, [axis]: Math.round(low + gap * index) }]),
    );
  }
  const line =
    how === 'left' || how === 'top' ? low : how === 'right' || how === 'bottom' ? high : Math.round((low + high) / 2);
  return Object.fromEntries(ids.map((id) => [id, { ...places[id]!, [axis]: line }]));
}

export type Guide = { axis: 'x' | 'y'; at: number };

/**
 * How far dragged steps must still move to be in line with another one within `reach` (canvas pixels), and the lines that
 * show it. Only corners and middles of steps that stand still attract.
 */
export function snap(moving: Positions, still: Positions, reach: number): { dx: number; dy: number; guides: Guide[] } {
  const boxes = Object.values(moving);
  if (boxes.length === 0) return { dx: 0, dy: 0, guides: [] };
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x }) => x)) + nodeWidth;
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y }) => y)) + nodeHeight;
  const nearest = { x: Number.POSITIVE_INFINITY, y: Number.POSITIVE_INFINITY };
  const line = { x: 0, y: 0 };
  const consider = (axis: 'x' | 'y', mine: number, theirs: number) => {
    const off = theirs - mine;
    if (Math.abs(off) > reach || Math.abs(off) >= Math.abs(nearest[axis])) return;
    nearest[axis] = off;
    line[axis] = theirs;
  };
  for (const [id, at] of Object.entries(still)) {
    if (Object.hasOwn(moving, id)) continue;
    consider('x', left, at.x);
    consider('x', right, at.x + nodeWidth);
    consider('y', (top + bottom) / 2, at.y + nodeHeight / 2);
    consider('y', top, at.y);
    consider('y', bottom, at.y + nodeHeight);
  }
  const guides: Guide[] = [];
  for (const axis of ['x', 'y'] as const) if (Number.isFinite(nearest[axis])) guides.push({ axis, at: line[axis] });
  return { dx: Number.isFinite(nearest.x) ? nearest.x : 0, dy: Number.isFinite(nearest.y) ? nearest.y : 0, guides };
}
