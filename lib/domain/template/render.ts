import { toJson } from '../expression/json-result.ts';
import { type SealedName, withoutReferences } from '../secret/reference.ts';
import { type Json, type JsonObject, maxDepth, withinDepth } from '../workflow/json.ts';
import { compile, hasTemplate, otherRoots } from './compile.ts';
import { textEngine, valueEngine } from './engine.ts';
import { explain, type TemplateError } from './explain.ts';
import { matchesPath } from './path-pattern.ts';
import { renderSealed, type SealedPlaces, secretMisplaced, secretMisused } from './render-sealed.ts';

export type Rendered = { ok: true; value: Json } | { ok: false; error: TemplateError };

export type RenderOptions = {
  /** Where the value stands, for error places: `with` gives `with.body.text`. */
  at?: string;
  /** Paths below it that are left as they are (`run`, `cases.*.when`). */
  except?: readonly string[];
  /** Where sealed values may stand, and which inputs are such; without it, nowhere. */
  sealed?: SealedPlaces;
};

/**
 * One text rendered over JSON data. A text that is exactly one `{{ … }}` gives the value itself, with its type; anything
 * else gives a text. Never throws.
 */
export function render(text: string, context: Record<string, unknown>, options: RenderOptions = {}): Rendered {
  return renderText(text, context, options.at ?? '');
}

/** Every text in a JSON value rendered; keys are left alone. The first error ends it, with its place. Never throws. */
export function renderValue(json: Json, context: Record<string, unknown>, options: RenderOptions = {}): Rendered {
  const at = options.at ?? '';
  if (!withinDepth(json))
    return { ok: false, error: { message: `The value nests more than ${maxDepth} levels.`, place: at || undefined } };
  const { except = [], sealed } = options;
  let failure: TemplateError | null = null;
  const walk = (value: Json, path: string[]): Json => {
    if (failure) return null;
    const maySeal = sealed !== undefined && matchesPath(path, sealed.paths);
    if (typeof value === 'string') {
      if (!hasTemplate(value) || matchesPath(path, except)) return maySeal ? withoutReferences(value) : value;
      const place = [at, ...path].filter((part) => part !== '').join('.');
      const rendered = renderText(value, context, place, maySeal ? sealed : undefined);
      if (rendered.ok) return rendered.value;
      failure = rendered.error;
      return null;
    }
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)]));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [maySeal ? withoutReferences(key) : key, walk(item, [...path, key])]),
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

/** Paths that the templates in a JSON value read, each once a template: `{{ steps.notes.output.text }}` → ['steps','notes','output','text']. */
export function templateRoots(json: Json): string[][] {
  const found: string[][] = [];
  const open: Json[] = [json];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') {
      if (hasTemplate(value)) found.push(...compile(value).paths);
    } else if (value !== null && typeof value === 'object') {
      for (const child of (Array.isArray(value) ? value : Object.values(value)).toReversed()) open.push(child);
    }
  }
  return found;
}

/** What a template reads by name: `bare` as an output of its own, `other` in any other way. Empty for one with a mistake. */
export function namesRead(text: string): { bare: SealedName[]; other: string[][] } {
  if (!hasTemplate(text)) return { bare: [], other: [] };
  const compiled = compile(text);
  return {
    bare: compiled.bareNames.flatMap((name) => name ?? []),
    other: otherRoots(compiled, () => true).map(({ segments }) => segments),
  };
}

/** `sealed` is given where sealed values may stand: there references are written, and no data can hold one. */
function renderText(text: string, scope: Record<string, unknown>, at: string, sealed?: SealedPlaces): Rendered {
  if (!hasTemplate(text)) return { ok: true, value: text };
  const compiled = compile(text);
  const fail = ({ place, ...error }: TemplateError): Rendered => {
    const whole = [at, place].filter(Boolean).join(', ');
    return { ok: false, error: { ...error, ...(whole ? { place: whole } : {}) } };
  };
  try {
    if (!compiled.parts) throw compiled.error;
    if (sealed) {
      const misused = secretMisused(compiled, sealed);
      return misused ? fail(misused) : { ok: true, value: renderSealed(compiled, scope, sealed) };
    }
    const misplaced = secretMisplaced(compiled);
    if (misplaced) return fail(misplaced);
    const value: unknown = (compiled.single ? valueEngine : textEngine).renderSync(compiled.parts, scope);
    return { ok: true, value: toJson(value) };
  } catch (error) {
    return fail(explain(error, scope));
  }
}
