type Pickable = { id: string; status: string };

/** Picked rows of a list in the order of their picking. `anchor`: where a range begins. */
export type Selection<T> = { picked: ReadonlyMap<string, T>; anchor: string | null };

export const nothingPicked: Selection<never> = { picked: new Map<string, never>(), anchor: null };

/** As many as one call may change at most. */
export const mostPicked = 500;

/** Closed cases are there to be read: nothing more can be done with them. */
const canBePicked = (item: Pickable) => item.status !== 'closed';

/** The one is picked, or no longer. */
export function toggled<T extends Pickable>({ picked }: Selection<T>, item: T): Selection<T> {
  const next = new Map(picked);
  if (next.has(item.id)) next.delete(item.id);
  else if (canBePicked(item) && next.size < mostPicked) next.set(item.id, item);
  return { picked: next, anchor: item.id };
}

/** Everything from the anchor to `to`, both included, is picked too; without an anchor the one alone. */
export function ranged<T extends Pickable>(selection: Selection<T>, items: readonly T[], to: T): Selection<T> {
  const from = items.findIndex(({ id }) => id === selection.anchor);
  const until = items.findIndex(({ id }) => id === to.id);
  if (from < 0 || until < 0) return toggled(selection, to);
  const next = new Map(selection.picked);
  for (const item of items.slice(Math.min(from, until), Math.max(from, until) + 1))
    if (canBePicked(item) && next.size < mostPicked) next.set(item.id, item);
  return { picked: next, anchor: selection.anchor };
}
