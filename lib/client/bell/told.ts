import type { BellItem } from '#lib/contracts/bell.ts';

/** What is worth interrupting somebody for: it asks them, and nothing goes on before they answer. */
const asking: ReadonlySet<BellItem['kind']> = new Set(['asked', 'changed', 'escalated', 'reassigned', 'question']);

/** Items that came since `known`, that ask, and that nobody has seen; oldest first. Without `known` the page has just opened. */
export function newlyAsking(items: readonly BellItem[], known: ReadonlySet<string> | null): BellItem[] {
  if (known === null) return [];
  return items.filter(({ id, kind, seen }) => asking.has(kind) && !seen && !known.has(id)).toReversed();
}
