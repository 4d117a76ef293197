import { RE2JS } from 're2js';
import { z } from 'zod';
import { fieldWords } from '../issue-words.ts';
import type { Json, JsonObject } from '../workflow/json.ts';

export type FormFinding = { path: string; message: string };

/** The form itself cannot be checked: its author used something beyond the supported part of JSON Schema. */
export class FormSchemaError extends Error {
  override readonly name = 'FormSchemaError';
}

/**
 * What is wrong with a filled-in form, by dotted path; empty when it fits its JSON Schema. Patterns run on RE2, whose
 * time is linear: a form's author could otherwise hang the server with one expression.
 * Throws FormSchemaError when the schema is not one this can check.
 */
export function formFindings(schema: JsonObject, given: JsonObject): FormFinding[] {
  const patterns: { path: string; pattern: string; text: string }[] = [];
  const plain = withoutPatterns(schema, given, '', patterns);
  let checker: z.ZodType;
  try {
    checker = z.fromJSONSchema(plain as Parameters<typeof z.fromJSONSchema>[0]);
  } catch (error) {
    throw new FormSchemaError(error instanceof Error ? error.message : 'not a JSON Schema', { cause: error });
  }
  const checked = checker.safeParse(given, { error: fieldWords });
  const findings = checked.success
    ? []
    : checked.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  for (const { path, pattern, text } of patterns)
    if (!matches(pattern, text)) findings.push({ path, message: `must match ${pattern}` });
  return findings;
}

function matches(pattern: string, text: string): boolean {
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch (error) {
    throw new FormSchemaError(`the pattern ${JSON.stringify(pattern)} cannot be used`, { cause: error });
  }
}

/** The schema without `pattern`, and each pattern with the text it applies to. */
function withoutPatterns(
  schema: Json | undefined,
  given: Json | undefined,
  path: string,
  found: { path: string; pattern: string; text: string }[],
): Json {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return schema ?? true;
  const { pattern, patternProperties, ...rest } = schema;
  if (patternProperties !== undefined) throw new FormSchemaError('patternProperties is not supported in forms');
  if (typeof pattern === 'string' && typeof given === 'string') found.push({ path, pattern, text: given });
  const fields = isObject(given) ? given : {};
  const plain: JsonObject = { ...rest };
  if (isObject(rest.properties))
    plain.properties = Object.fromEntries(
      Object.entries(rest.properties).map(([name, child]) => [
        name,
        withoutPatterns(child, fields[name], path === '' ? name : `${path}.${name}`, found),
      ]),
    );
  if (rest.items !== undefined) {
    plain.items = withoutPatterns(rest.items, undefined, path, found);
    if (Array.isArray(given))
      given.forEach((item, index) => {
        withoutPatterns(rest.items, item, path === '' ? String(index) : `${path}.${index}`, found);
      });
  }
  if (Array.isArray(rest.allOf)) plain.allOf = rest.allOf.map((part) => withoutPatterns(part, given, path, found));
  for (const key of [
    'anyOf',
    'oneOf',
    'not',
    'propertyNames',
    'prefixItems',
    'additionalProperties',
    '$defs',
    'definitions',
  ])
    if (rest[key] !== undefined && JSON.stringify(rest[key]).includes('"pattern'))
      throw new FormSchemaError(`pattern inside ${key} is not supported in forms`);
  return plain;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
