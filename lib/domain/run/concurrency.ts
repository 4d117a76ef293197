import type { Actor } from '../access/actor.ts';
import type { TemplateError } from '../template/explain.ts';
import { renderValue } from '../template/render.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { NormalWorkflow } from '../workflow/normal.ts';
import { cleanText } from './clean.ts';

/** What a key may read of `run`: what is the same for several runs. A number or a time of start would part them all. */
export const concurrencyFields = ['workflow', 'version', 'startedBy'] as const;

/** Keys are compared, and shown, up to here. */
export const longestKey = 200;

export type ConcurrencyKey = { ok: true; key: string | undefined } | { ok: false; error: TemplateError };

/**
 * The key under which a run waits for others of its workflow; undefined when its workflow has none. `input`: with its
 * defaults filled in, and references in the place of what is sensitive.
 */
export function concurrencyKey(
  spec: NormalWorkflow,
  { input, version, actor }: { input: JsonObject; version: number | null; actor: Actor },
): ConcurrencyKey {
  if (!spec.concurrency) return { ok: true, key: undefined };
  const { key } = spec.concurrency;
  const startedBy = { name: actor.name, email: actor.email ?? '' };
  const run = { workflow: spec.name, version, startedBy };
  const rendered = renderValue(key, { inputs: input, run }, { at: 'concurrency.key' });
  return rendered.ok ? { ok: true, key: keyText(rendered.value) } : rendered;
}

/** Keys are compared as texts: 1 and "1" are the same one. */
export function keyText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return cleanText(text.slice(0, longestKey));
}
