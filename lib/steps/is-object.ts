import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';

/** True for a JSON object, and not for a list or null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
