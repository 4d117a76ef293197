import type { Positions } from '#components/canvas/layout.ts';
import { columnGap, nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';
import type { Draft } from './draft.ts';
import { middleOf } from './edge-near.ts';
import { readNeeds } from './need.ts';

/** Where a step between two others stands; where they stand too close, what comes after makes room. */
export function roomBetween(
  draft: Draft,
  source: string,
  target: string,
): { at: { x: number; y: number }; moved: Positions } {
  const from = draft.positions[source] ?? { x: 0, y: 0 };
  const to = draft.positions[target] ?? from;
  const step = nodeWidth + columnGap;
  const gap = to.x - from.x - nodeWidth;
  if (gap >= nodeWidth + columnGap) {
    const middle = middleOf(from, to);
    return { at: corner(middle.x - nodeWidth / 2, middle.y - nodeHeight / 2), moved: {} };
  }
  const moved: Positions = {};
  for (const id of after(draft, target)) {
    const at = draft.positions[id];
    if (at) moved[id] = { x: at.x + step, y: at.y };
  }
  return { at: corner(from.x + step, Math.abs(gap - columnGap) < 40 ? to.y : (from.y + to.y) / 2), moved };
}

const corner = (x: number, y: number) => ({ x: Math.round(x), y: Math.round(y) });

/** A step and all that comes after it. */
function after(draft: Draft, first: string): Set<string> {
  const next = new Map<string, string[]>();
  for (const id of draft.order)
    for (const { step } of readNeeds(draft.steps[id]?.needs)) next.set(step, [...(next.get(step) ?? []), id]);
  const found = new Set([first]);
  for (const id of found) for (const each of next.get(id) ?? []) found.add(each);
  return found;
}
