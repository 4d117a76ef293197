import type { Positions } from '#components/canvas/layout.ts';
import type { Draft } from './draft.ts';
import { readNeeds } from './need.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The step an arrow key leads to: right and left along the ways out of and into a step, the one most level with it
 * first; up and down to the nearest step above or below in its column, beside those that share its origin. Null at the end.
 */
export function walk(draft: Draft, from: string, direction: Direction): string | null {
  const step = draft.steps[from];
  const at = draft.positions[from];
  if (!step || !at) return null;
  const near = (id: string, places: Positions) => Math.hypot((places[id]?.x ?? 0) - at.x, (places[id]?.y ?? 0) - at.y);
  const closest = (ids: readonly string[]) =>
    ids.reduce<string | null>(
      (best, id) => (best === null || near(id, draft.positions) < near(best, draft.positions) ? id : best),
      null,
    );
  if (direction === 'left')
    return closest(
      readNeeds(step.needs)
        .map((need) => need.step)
        .filter((id) => draft.positions[id]),
    );
  if (direction === 'right')
    return closest(draft.order.filter((id) => readNeeds(draft.steps[id]?.needs).some((need) => need.step === from)));
  const sign = direction === 'down' ? 1 : -1;
  return closest(
    draft.order.filter((id) => {
      const there = draft.positions[id];
      if (!there || id === from) return false;
      const away = (there.y - at.y) * sign;
      return away > 0 && Math.abs(there.x - at.x) <= Math.max(120, away);
    }),
  );
}
