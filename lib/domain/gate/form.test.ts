import { expect, test } from 'vitest';
import type { JsonObject } from '../workflow/json.ts';
import { FormSchemaError, formFindings } from './form.ts';

const schema: JsonObject = {
  type: 'object',
  properties: {
    ticket: { type: 'string', pattern: '^REL-[0-9]+$' },
    risk: { enum: ['low', 'high'] },
    count: { type: 'integer', minimum: 1 },
    names: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' } },
  },
  required: ['ticket'],
};
const paths = (given: JsonObject, of = schema) => formFindings(of, given).map(({ path }) => path);

test('takes what fits and names what does not', () => {
  expect(paths({ ticket: 'REL-1', risk: 'low', count: 2, names: ['a', 'b'] })).toEqual([]);
  expect(paths({})).toEqual(['ticket']);
  expect(paths({ ticket: 'X', risk: 'none', count: 1.5, names: ['a', 'B'] }).sort()).toEqual([
    'count',
    'names.1',
    'risk',
    'ticket',
  ]);
});

test('a pattern that would hang a backtracking engine answers at once', () => {
  const slow: JsonObject = { type: 'object', properties: { text: { type: 'string', pattern: '^(a+)+$' } } };
  expect(paths({ text: `${'a'.repeat(5000)}!` }, slow)).toEqual(['text']);
});

test('says so when the schema itself cannot be checked', () => {
  for (const broken of [
    { type: 'nonsense' },
    { type: 'object', patternProperties: { a: {} } },
    { type: 'object', properties: { a: { type: 'string', pattern: '(' } } },
    { anyOf: [{ type: 'object', properties: { a: { type: 'string', pattern: 'a' } } }] },
    { $ref: 'https://example.org/schema' },
  ] as JsonObject[])
    expect(() => formFindings(broken, { a: 'x' }), JSON.stringify(broken)).toThrow(FormSchemaError);
});
