import type { RunSummary } from '#lib/contracts/run.ts';

type Compared = Pick<RunSummary, 'id' | 'number' | 'workflowId'>;

/** Where two runs stand beside each other, the earlier one left. */
export function compareAddress(one: Pick<Compared, 'id' | 'number'>, other: Pick<Compared, 'id' | 'number'>): string {
  const [a, b] = one.number < other.number ? [one, other] : [other, one];
  return `/runs/compare?a=${encodeURIComponent(a.id)}&b=${encodeURIComponent(b.id)}`;
}

/** Where these stand beside each other; null unless they are two runs of one workflow. */
export function compareSelected(picked: readonly Compared[]): string | null {
  const [one, other, ...more] = picked;
  if (!one || !other || more.length > 0 || one.workflowId !== other.workflowId) return null;
  return compareAddress(one, other);
}
