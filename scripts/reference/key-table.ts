import type { ParameterHint } from '#lib/domain/workflow/kind-description.ts';

/** The part of JSON Schema that zod writes and these tables read. */
export type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
};

/** The object schema under a path of keys (`*`: any entry of a list or map), its object form where there is a choice. */
export function schemaAt(root: Schema, path: string[]): Schema {
  let at: Schema = root;
  for (const key of path) {
    const object = objectForm(root, at);
    const next = key === '*' ? anyEntry(resolve(root, at)) : object.properties?.[key];
    if (!next) throw new Error(`the schema has nothing at ${path.join('.')}`);
    at = next;
  }
  return objectForm(root, at);
}

/** The object forms of a choice, each by the constant that tells it from the others. */
export function variantsAt(root: Schema, path: string[]): { name: string; schema: Schema }[] {
  const parent = schemaAt(root, path.slice(0, -1));
  const choice = resolve(root, parent.properties?.[path.at(-1)!] ?? {});
  return (choice.oneOf ?? choice.anyOf ?? []).map((one) => {
    const schema = resolve(root, one);
    const tag = Object.values(schema.properties ?? {}).find((property) => resolve(root, property).const !== undefined);
    return { name: String(tag && resolve(root, tag).const), schema };
  });
}

function anyEntry(schema: Schema): Schema | undefined {
  return schema.items ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
}

/** Keys of an object schema as a Markdown table; objects are opened down to `depth` levels, lists of objects are not. */
export function keyTable(
  root: Schema,
  object: Schema,
  depth: number,
  hints: Record<string, ParameterHint> = {},
): string {
  const rows = keyRows(root, object, '', depth, hints);
  return ['| key | type | |', '| --- | --- | --- |', ...rows].join('\n');
}

function keyRows(
  root: Schema,
  object: Schema,
  prefix: string,
  depth: number,
  hints: Record<string, ParameterHint>,
): string[] {
  const required = new Set(object.required ?? []);
  return Object.entries(object.properties ?? {}).flatMap(([key, given]) => {
    const schema = resolve(root, given);
    const names = Object.entries({ ...hints[key]?.names, ...hints[`${key}.*`]?.names });
    const says = [
      hints[key]?.help ?? descriptionOf(root, given),
      ...names.map(([name, what]) => `\`${name}\`: ${what}.`),
      required.has(key) ? 'Required.' : undefined,
    ]
      .filter(Boolean)
      .join(' ');
    const row = `| \`${prefix}${key}\` | ${typeWords(root, schema)} | ${says.replaceAll('|', '\\|').replaceAll('\n', ' ')} |`;
    const inner =
      depth > 1 && schema.type === 'object' && schema.properties
        ? keyRows(root, schema, `${prefix}${key}.`, depth - 1, {})
        : [];
    return [row, ...inner];
  });
}

function resolve(root: Schema, schema: Schema): Schema {
  const next = referred(root, schema);
  return next ? resolve(root, next) : schema;
}

function referred(root: Schema, schema: Schema): Schema | undefined {
  const name = schema.$ref?.replace(/^#\/\$defs\//, '');
  return name === undefined ? undefined : (root.$defs?.[name] ?? {});
}

/** The nearest: what is said where it is used, before what is said of it everywhere. */
function descriptionOf(root: Schema, schema: Schema): string | undefined {
  const next = referred(root, schema);
  return schema.description ?? (next && descriptionOf(root, next));
}

function objectForm(root: Schema, schema: Schema): Schema {
  const here = resolve(root, schema);
  if (here.properties) return here;
  for (const one of here.anyOf ?? here.oneOf ?? []) {
    const form = objectForm(root, one);
    if (form.properties) return form;
  }
  return here;
}

function typeWords(root: Schema, given: Schema): string {
  const schema = resolve(root, given);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return choices.length > 5 ? 'any value' : [...new Set(choices.map((one) => typeWords(root, one)))].join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeWords(root, schema.items) : 'any value'}`;
  if (schema.type === 'object') return schema.properties ? 'object' : 'map';
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  return schema.type ?? 'any value';
}
