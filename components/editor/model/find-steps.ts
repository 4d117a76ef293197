import type { Draft } from './draft.ts';

/** Steps in which every typed word occurs: in id, name, kind or any parameter. In the order of the file. */
export function findSteps(draft: Draft, typed: string): string[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return draft.order.filter((id) => {
    const text = JSON.stringify(draft.steps[id]).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
