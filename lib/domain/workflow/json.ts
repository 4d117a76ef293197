/** A value that JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The deepest nesting accepted anywhere; deeper input is refused before anything recursive touches it. */
export const maxDepth = 200;

/** True when `value` nests at most `limit` levels. Walks with its own stack, so depth cannot overflow ours. */
export function withinDepth(value: unknown, limit = maxDepth): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return false;
    const next: unknown[] = [];
    for (const item of level) {
      if (item === null || typeof item !== 'object') continue;
      for (const child of Array.isArray(item) ? item : Object.values(item))
        if (child !== null && typeof child === 'object') next.push(child);
    }
    level = next;
  }
  return true;
}
