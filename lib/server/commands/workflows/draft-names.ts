import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';

/** The name a list shows for a draft, which may still have a wrong one or none. */
export function nameOf(spec: JsonObject): string {
  return textOf(spec.name).trim().slice(0, 100) || 'Untitled workflow';
}

/** A text of a draft that may be anything, at most 10,000 characters. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.slice(0, 10_000) : '';
}
