import type { ApprovalSummary } from '#lib/contracts/approval.ts';

/** Picked cases in the order of their picking. `anchor`: where a range begins. */
export type Selection = { picked: ReadonlyMap<string, ApprovalSummary>; anchor: string | null };

export const nothingPicked: Selection = { picked: new Map(), anchor: null };

/** As many as one call may decide at most. */
export const mostPicked = 500;

/** Closed ones are there to be read: nothing more can be done with them. */
const canBePicked = (item: ApprovalSummary) => item.status === 'open';

/** The one is picked, or no longer. */
export function toggled({ picked }: Selection, item: ApprovalSummary): Selection {
  const next = new Map(picked);
  if (next.has(item.id)) next.delete(item.id);
  else if (canBePicked(item) && next.size < mostPicked) next.set(item.id, item);
  return { picked: next, anchor: item.id };
}

/** Everything from the anchor to `to`, both included, is picked too; without an anchor the one alone. */
export function ranged(selection: Selection, items: readonly ApprovalSummary[], to: ApprovalSummary): Selection {
  const from = items.findIndex(({ id }) => id === selection.anchor);
  const until = items.findIndex(({ id }) => id === to.id);
  if (from < 0 || until < 0) return toggled(selection, to);
  const next = new Map(selection.picked);
  for (const item of items.slice(Math.min(from, until), Math.max(from, until) + 1))
    if (canBePicked(item) && next.size < mostPicked) next.set(item.id, item);
  return { picked: next, anchor: selection.anchor };
}
