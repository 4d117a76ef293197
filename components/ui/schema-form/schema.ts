import { z } from 'zod';
import { fieldWords } from '#lib/domain/issue-words.ts';
import type { ParameterHint } from '#lib/domain/workflow/kind-description.ts';
import type { InputSpec } from '#lib/domain/workflow/spec.ts';

/** The part of JSON Schema the forms understand; everything else is edited as JSON. */
export type JsonSchema = {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  multiline?: boolean;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
};

/** What an author of a form may say about one field, by its path. */
export type FieldHint = ParameterHint & {
  label?: string;
};

/** How a schema is edited. */
export type Editing =
  | 'text'
  | 'multiline'
  | 'hidden'
  | 'code'
  | 'duration'
  | 'number'
  /** A number or a text, whichever it looks like. */
  | 'loose'
  | 'boolean'
  | 'choice'
  | 'object'
  | 'list'
  | 'table'
  | 'map'
  | 'variants'
  | 'json'
  | 'none';

const codeWidgets = new Set(['shell', 'cel', 'template']);
const scalars = new Set(['string', 'number', 'integer', 'boolean']);

const typeOf = (schema: JsonSchema): string | undefined => {
  const types = Array.isArray(schema.type) ? schema.type.filter((type) => type !== 'null') : [schema.type];
  return types.length === 1 ? types[0] : undefined;
};

/** The choices of a closed list, also when it is written as a union of constants. */
export function choicesOf(schema: JsonSchema): unknown[] | null {
  if (schema.enum) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  const union = schema.anyOf ?? schema.oneOf;
  if (!union?.length) return null;
  const lists = union.map((each) => (each.type === 'null' ? [] : choicesOf(each)));
  return lists.every((list) => list !== null) ? lists.flat() : null;
}

/** A union without its `null`; one member left stands for the whole. */
export function variantsOf(schema: JsonSchema): JsonSchema[] {
  return (schema.anyOf ?? schema.oneOf ?? []).filter((each) => each.type !== 'null');
}

/** Follows `$ref` into the root's `$defs`, and `allOf` of one; a reference that leads nowhere allows anything. */
export function resolve(schema: JsonSchema | boolean | undefined, root: JsonSchema): JsonSchema {
  let at: JsonSchema = typeof schema === 'object' ? schema : {};
  for (let hops = 0; hops < 20; hops++) {
    if (at.$ref === '#') return without(at, '$ref');
    if (at.$ref?.startsWith('#/$defs/')) at = { ...root.$defs?.[at.$ref.slice(8)], ...without(at, '$ref') };
    else if (at.allOf?.length === 1) at = { ...at.allOf[0], ...without(at, 'allOf') };
    else if (variantsOf(at).length === 1) at = { ...variantsOf(at)[0], ...without(without(at, 'anyOf'), 'oneOf') };
    else return at;
  }
  return {};
}

function without<K extends keyof JsonSchema>(schema: JsonSchema, key: K): Omit<JsonSchema, K> {
  const { [key]: _, ...rest } = schema;
  return rest;
}

/** A union of a number and text is how a duration is written. */
function isDuration(schema: JsonSchema): boolean {
  if (schema.format === 'duration') return true;
  const types = Array.isArray(schema.type) ? schema.type : variantsOf(schema).map(typeOf);
  return types.length === 2 && types.includes('string') && types.includes('number');
}

/** Of a union of a text, number or choice and a list of such, the list: it is edited as one, whichever it is. */
export function listIn(schema: JsonSchema): JsonSchema | null {
  const variants = variantsOf(schema);
  const list = variants.find((each) => typeOf(each) === 'array');
  const one = typeOf(variants.find((each) => each !== list) ?? {});
  const same = typeof list?.items === 'object' && typeOf(list.items) === one && scalars.has(one ?? '');
  return variants.length === 2 && list && same ? list : null;
}

/** A union of numbers and texts: what is typed says which it is. */
const isLoose = (schema: JsonSchema): boolean => {
  const types = variantsOf(schema).map((each) => typeOf(each) ?? '');
  return types.length > 1 && types.every((type) => ['string', 'number', 'integer'].includes(type));
};

/** What a text means where a number may stand beside it. */
export function readLoose(schema: JsonSchema, text: string): unknown {
  const number = variantsOf(schema).some((each) => typeOf(each) !== 'string') && /^-?\d+(?:\.\d+)?$/.test(text);
  return number ? Number(text) : text === '' ? undefined : text;
}

/** A union that holds every JSON type says nothing about the shape. */
const isAnything = (schema: JsonSchema) => variantsOf(schema).length >= 5;

/** Chooses the control for a resolved schema; a hint goes first. */
export function editingOf(schema: JsonSchema, hint?: FieldHint): Editing {
  const widget = hint?.widget;
  if (widget && codeWidgets.has(widget)) return 'code';
  if (widget === 'multiline' || widget === 'markdown') return 'multiline';
  if (widget === 'json' || widget === 'none') return widget;
  if (choicesOf(schema)) return 'choice';
  if (isDuration(schema)) return 'duration';
  if (isAnything(schema)) return 'json';
  if (listIn(schema)) return 'list';
  if (isLoose(schema)) return 'loose';
  if (variantsOf(schema).length > 1) return 'variants';
  switch (typeOf(schema)) {
    case 'string':
      if (schema.format === 'password' && !schema.multiline) return 'hidden';
      return schema.multiline || schema.format === 'multiline'
        ? 'multiline'
        : schema.format === 'json'
          ? 'json'
          : 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array': {
      const items = typeof schema.items === 'object' ? schema.items : undefined;
      if (!items) return 'json';
      return scalars.has(typeOf(items) ?? '') || isLoose(items) ? 'list' : 'table';
    }
    case 'object':
      if (schema.properties && Object.keys(schema.properties).length > 0) return 'object';
      return typeof schema.additionalProperties === 'object' || widget === 'map' ? 'map' : 'json';
    default:
      return 'json';
  }
}

/** What a new entry starts as. */
export function emptyFor(schema: JsonSchema): unknown {
  if (schema.default !== undefined) return structuredClone(schema.default);
  const choices = choicesOf(schema);
  if (choices) return choices[0];
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).flatMap((key) => {
          const value = schema.properties?.[key];
          const made = value ? emptyFor(value) : undefined;
          return made === undefined ? [] : [[key, made]];
        }),
      );
    case 'array':
      return [];
    case 'boolean':
      return false;
    case 'string':
      return '';
    default:
      return undefined;
  }
}

/** "commentRequired" → "Comment required". */
export function labelOf(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The typed inputs of a workflow as the schema of the form that starts a run. */
export function schemaOfInputs(inputs: Record<string, InputSpec>): JsonSchema {
  const required = Object.entries(inputs)
    .filter(([, input]) => input.required ?? input.default === undefined)
    .map(([name]) => name);
  const properties = Object.fromEntries(
    Object.entries(inputs).map(([name, { required: _, sensitive, ...input }]) => [
      name,
      { ...input, ...(sensitive ? { format: 'password' } : {}) } as JsonSchema,
    ]),
  );
  return { type: 'object', properties, required };
}

/** The defaults of an object schema, as a first value. */
export function defaultsOf(schema: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).flatMap(([key, { default: value }]) =>
      value === undefined ? [] : [[key, structuredClone(value)]],
    ),
  );
}

export type ErrorsByPath = Readonly<Record<string, string>>;

/** "/steps/0/name", "steps[0].name" and "steps.0.name" are one place. */
export function normalPath(path: string): string {
  return path
    .replace(/^#?\/+/, '')
    .replace(/\[(\w+)\]/g, '.$1')
    .replaceAll('/', '.');
}

/** A list of errors (an ApiError's `issues`) by path, the first of each place. */
export function errorsByPath(
  issues: readonly { path: string; message: string; fix?: string }[],
  under = '',
): ErrorsByPath {
  const found: Record<string, string> = {};
  for (const { path, message, fix } of issues) {
    const whole = normalPath(path);
    const at = under && whole.startsWith(`${under}.`) ? whole.slice(under.length + 1) : whole;
    found[at] ??= fix ? `${message} ${fix}` : message;
  }
  return found;
}

/** Checks a value against a schema before it is sent. A schema that cannot be read finds nothing: the server decides. */
export function checkValue(schema: JsonSchema, value: unknown): ErrorsByPath {
  try {
    const checked = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value, {
      error: fieldWords,
    });
    if (checked.success) return {};
    return errorsByPath(checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  } catch {
    return {};
  }
}
