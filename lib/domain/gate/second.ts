import { canonicalJson } from '../workflow/canonical.ts';
import type { Json } from '../workflow/json.ts';

/**
 * Whether an edit touches one of these dotted fields (`text`, `items.0.price`): the field itself, something inside it,
 * or the whole of which it is a part.
 */
export function touches(before: Json, after: Json, fields: readonly string[]): boolean {
  return fields.some((field) => {
    const parts = field.split('.');
    return canonicalJson(valuesAt(before, parts)) !== canonicalJson(valuesAt(after, parts));
  });
}

/** What stands at a place. A key may hold dots itself, so that one text can mean several places. */
function valuesAt(value: Json, parts: readonly string[]): Json[] {
  if (parts.length === 0) return [value];
  if (value === null || typeof value !== 'object') return [];
  return parts.flatMap((_, index) => {
    const key = parts.slice(0, index + 1).join('.');
    return Object.hasOwn(value, key) ? valuesAt((value as Record<string, Json>)[key]!, parts.slice(index + 1)) : [];
  });
}
