import type { NormalStep, NormalWorkflow } from '../workflow/normal.ts';

/** A step of one item of a map, as its id says it: `scan[3].check`. No id that an author can write looks like that. */
export type ItemStep = { map: string; prefix: string; index: number; inner: string };

const pattern = /^(([^#[\]]+)(?:#\d+)?)\[(\d+)\]\.(.+)$/;

export function itemStep(id: string): ItemStep | null {
  if (!id.includes('[')) return null;
  const match = pattern.exec(id);
  return match ? { prefix: match[1]!, map: match[2]!, index: Number(match[3]), inner: match[4]! } : null;
}

export const itemStepId = (prefix: string, index: number, inner: string) => `${prefix}[${index}].${inner}`;

/** The map's step as it is done for one item: the same, with the ids of that item. */
export function stepOfItem(inner: NormalStep, prefix: string, index: number): NormalStep {
  return {
    ...inner,
    id: itemStepId(prefix, index, inner.id),
    name: `${inner.name} ${index + 1}`,
    needs: inner.needs.map((need) => ({ ...need, step: itemStepId(prefix, index, need.step) })),
    as: null,
  };
}

/** As the workflow has it; null for what is no step of an item. */
export function instanceSpec(spec: NormalWorkflow, id: string): NormalStep | null {
  const at = itemStep(id);
  const inner = at && spec.steps.find((step) => step.id === at.map)?.nested.find((step) => step.id === at.inner);
  return at && inner ? stepOfItem(inner, at.prefix, at.index) : null;
}
