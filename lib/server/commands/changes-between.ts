import { diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';

/** Longer values are told in the record by their beginning; the whole of them is kept where they belong. */
const longest = 20_000;

/** Field by field, what was and what is, as the record keeps it: `{path: value}` each, equal fields left out. */
export function changesBetween(
  before: Json,
  after: Json,
): { before: Record<string, unknown>; after: Record<string, unknown>; count: number } {
  const differences = diffJson(before, after);
  const told = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown>, count: 0 };
  for (const { path, kind, before: was, after: is } of differences) {
    told.count += 1;
    if (kind !== 'added') told.before[path] = shortened(was);
    if (kind !== 'removed') told.after[path] = shortened(is);
  }
  return told;
}

function shortened(value: Json | undefined): unknown {
  const text = JSON.stringify(value) ?? '';
  if (text.length <= longest) return value;
  return { beginning: text.slice(0, 1000).toWellFormed(), characters: text.length };
}
