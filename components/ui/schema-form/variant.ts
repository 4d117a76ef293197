import { choicesOf, editingOf, emptyFor, type JsonSchema, labelOf, resolve } from './schema.ts';

const words: Record<string, string> = {
  string: 'Text',
  number: 'A number',
  integer: 'A whole number',
  boolean: 'Yes or no',
  array: 'A list',
  object: 'Details',
};

/** What a shape is called among others. */
export function nameOf(variant: JsonSchema): string {
  if (variant.title) return variant.title;
  const choices = choicesOf(variant);
  if (choices) return choices.map((choice) => labelOf(String(choice))).join(' / ');
  return words[typeof variant.type === 'string' ? variant.type : ''] ?? 'JSON';
}

/** Whether a value could be of a variant, by its outer type and the keys it cannot do without. */
export function fits(variant: JsonSchema, value: unknown): boolean {
  const choices = choicesOf(variant);
  if (choices) return choices.includes(value);
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  if (type === 'object' && variant.required?.some((key) => !Object.hasOwn(value as object, key))) return false;
  return variant.type === type || (variant.type === 'integer' && Number.isInteger(value));
}

/** The same as another shape would have it, as far as there is a text that both begin with: a condition stays one. */
export function carried(value: unknown, to: JsonSchema): unknown {
  const empty = emptyFor(to);
  const first = to.required?.[0];
  if (typeof value === 'string' && first !== undefined && to.properties?.[first]?.type === 'string')
    return { ...(empty as object), [first]: value };
  const [text] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return to.type === 'string' && !choicesOf(to) && typeof text === 'string' ? text : empty;
}

/** A shape that is one thing under a name of its own: the thing and its name. */
export function soleIn(variant: JsonSchema, root: JsonSchema): { key: string; schema: JsonSchema } | null {
  const [[key, schema] = [], ...more] = Object.entries(variant.properties ?? {});
  if (key === undefined || more.length > 0) return null;
  const resolved = resolve(schema, root);
  return editingOf(resolved) === 'object' ? { key, schema: resolved } : null;
}
