import type { Json } from './json.ts';
import type { InputSpec } from './spec.ts';

export type ValueType = InputSpec['type'];

/** What a value of the type is called. */
export const typeWords: Record<ValueType, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

export function hasType(type: ValueType, value: Json): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return value !== null && typeof value === 'object' && !Array.isArray(value);
  return type === 'number' ? typeof value === 'number' && Number.isFinite(value) : typeof value === type;
}
