import { choicesOf, type JsonSchema } from '#components/ui/schema-form/schema.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { columnsOf, isObject, isScalar } from '../value/shape.ts';

/** With what a value is edited. */
export type Control = 'choice' | 'flag' | 'number' | 'day' | 'time' | 'text' | 'object' | 'table' | 'list' | 'json';

const day = /^\d{4}-\d\d-\d\d$/;
/** In UTC: only those can be shown in a control for times and come out as they went in. */
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

/** By the schema where it says something, else by the value. JSON is for what nothing else fits: emptiness without a type. */
export function controlFor(value: Json, schema: JsonSchema): Control {
  if (choicesOf(schema)?.some((choice) => JSON.stringify(choice) === JSON.stringify(value))) return 'choice';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return day.test(value) ? 'day' : time.test(value) ? 'time' : 'text';
  if (Array.isArray(value)) {
    if (value.length === 0) return itemSchema(schema) ? 'list' : 'json';
    const flat = columnsOf(value) && value.every((row) => isObject(row) && Object.values(row).every(isScalar));
    return flat ? 'table' : 'list';
  }
  if (isObject(value)) return Object.keys(value).length > 0 ? 'object' : 'json';
  return (
    ({ string: 'text', number: 'number', integer: 'number', boolean: 'flag' }[String(schema.type)] as Control) ?? 'json'
  );
}

export const itemSchema = (schema: JsonSchema): JsonSchema | null =>
  typeof schema.items === 'object' && Object.keys(schema.items).length > 0 ? schema.items : null;

/** What a new entry of a list begins as: like those that are there, with nothing in it. */
export function emptyLike(value: Json | undefined): Json {
  if (typeof value === 'string') return '';
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return [];
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, emptyLike(field)]));
  return null;
}
