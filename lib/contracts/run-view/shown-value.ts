import { isRef, type Value } from '#lib/domain/run/value.ts';

/**
 * What a value looks like in an answer: itself, or for a large one `{ref, bytes, preview}`; the whole of it is at
 * GET /runs/{id}/values/{ref}.
 */
export type ShownValue = unknown;

/** First characters of large values by hash. */
export type Previews = ReadonlyMap<string, string>;

export function shownValue(value: Value | null, previews: Previews): ShownValue {
  if (value === null) return null;
  return isRef(value) ? { ref: value.ref, bytes: value.bytes, preview: previews.get(value.ref) ?? '' } : value.v;
}
