import type { NormalStep, NormalWorkflow } from '../workflow/normal.ts';

/** A step of one item of a map, as its id says it: `scan[3].check`. No id that an author can write looks like that. */
export type ItemStep = { map: string; prefix: string; index: number; inner: string };

const pattern = /^(([^#:[\]]+)(?:#\d+)?)\[(\d+)\]\.(.+)$/;

export function itemStep(id: string): ItemStep | null {
  if (!id.includes('[')) return null;
  const match = pattern.exec(id);
  return match ? { prefix: match[1]!, map: match[2]!, index: Number(match[3]), inner: match[4]! } : null;
}

/** The same for a step that was added to take one back (`undo:scan[3].check`): it sees what that one saw. */
export const itemSeenBy = (id: string): ItemStep | null => itemStep(id.replace(/^undo:/, ''));

export const itemStepId = (prefix: string, index: number, inner: string) => `${prefix}[${index}].${inner}`;

/** The map's step as it is done for one item: the same, with the ids of that item, named "Check 4 of Scan". */
export function stepOfItem(inner: NormalStep, map: { name: string }, prefix: string, index: number): NormalStep {
  return {
    ...inner,
    id: itemStepId(prefix, index, inner.id),
    name: `${inner.name} ${index + 1} of ${map.name}`,
    needs: inner.needs.map((need) => ({ ...need, step: itemStepId(prefix, index, need.step) })),
    as: null,
  };
}

/** As the workflow has it; null for what is no step of an item. */
export function instanceSpec(spec: NormalWorkflow, id: string): NormalStep | null {
  const at = itemStep(id);
  const map = at && spec.steps.find((step) => step.id === at.map);
  const inner = map?.nested.find((step) => step.id === at!.inner);
  return at && map && inner ? stepOfItem(inner, map, at.prefix, at.index) : null;
}
