import { toJson } from '../expression/json-result.ts';
import { type Json, type JsonObject, maxDepth, withinDepth } from '../workflow/json.ts';
import { compile, hasTemplate } from './compile.ts';
import { textEngine, valueEngine } from './engine.ts';
import { explain, type TemplateError } from './explain.ts';
import { matchesPath } from './path-pattern.ts';

export type Rendered = { ok: true; value: Json } | { ok: false; error: TemplateError };

export type RenderOptions = {
  /** Where the value stands, for error places: `with` gives `with.body.text`. */
  at?: string;
  /** Paths below it that are left as they are (`run`, `cases.*.when`). */
  except?: readonly string[];
  /** Without it, `secrets` is an unknown name even when the context holds it. */
  allowSecrets?: boolean;
};

/**
 * One text rendered over JSON data. A text that is exactly one `{{ … }}` gives the value itself, with its type; anything
 * else gives a text. Never throws.
 */
export function render(text: string, context: Record<string, unknown>, options: RenderOptions = {}): Rendered {
  return renderText(text, scopeOf(context, options), options.at ?? '');
}

/** Every text in a JSON value rendered; keys are left alone. The first error ends it, with its place. Never throws. */
export function renderValue(json: Json, context: Record<string, unknown>, options: RenderOptions = {}): Rendered {
  const at = options.at ?? '';
  if (!withinDepth(json))
    return { ok: false, error: { message: `The value nests more than ${maxDepth} levels.`, place: at || undefined } };
  const scope = scopeOf(context, options);
  const except = options.except ?? [];
  let failure: TemplateError | null = null;
  const walk = (value: Json, path: string[]): Json => {
    if (failure) return null;
    if (typeof value === 'string') {
      if (!hasTemplate(value) || matchesPath(path, except)) return value;
      const rendered = renderText(value, scope, [at, ...path].filter((part) => part !== '').join('.'));
      if (rendered.ok) return rendered.value;
      failure = rendered.error;
      return null;
    }
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)]));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]),
    ) as JsonObject;
  };
  const value = walk(json, []);
  return failure ? { ok: false, error: failure } : { ok: true, value };
}

/** What is wrong with a template before any data is known: syntax, unknown filters and tags. */
export function checkTemplate(text: string): TemplateError | null {
  if (!hasTemplate(text)) return null;
  const { error } = compile(text);
  return error === null ? null : explain(error);
}

/** Paths that the templates in a JSON value read: `{{ steps.notes.output.text }}` → ['steps','notes','output','text']. */
export function templateRoots(json: Json): string[][] {
  const found: string[][] = [];
  const open: Json[] = [json];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') {
      if (hasTemplate(value)) found.push(...compile(value).roots.map((root) => root.segments));
    } else if (value !== null && typeof value === 'object') {
      for (const child of (Array.isArray(value) ? value : Object.values(value)).toReversed()) open.push(child);
    }
  }
  return found;
}

function renderText(text: string, scope: Record<string, unknown>, at: string): Rendered {
  if (!hasTemplate(text)) return { ok: true, value: text };
  const compiled = compile(text);
  try {
    if (!compiled.parts) throw compiled.error;
    const value: unknown = (compiled.single ? valueEngine : textEngine).renderSync(compiled.parts, scope);
    return { ok: true, value: toJson(value) };
  } catch (error) {
    const explained = explain(error, scope);
    const place = [at, explained.place].filter(Boolean).join(', ');
    return { ok: false, error: { ...explained, ...(place ? { place } : {}) } };
  }
}

function scopeOf(context: Record<string, unknown>, options: RenderOptions): Record<string, unknown> {
  if (options.allowSecrets || !Object.hasOwn(context, 'secrets')) return context;
  const { secrets: _, ...rest } = context;
  return rest;
}
