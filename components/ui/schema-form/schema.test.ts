import { expect, test } from 'vitest';
import { z } from 'zod';
import { duration } from '#lib/domain/workflow/duration.ts';
import {
  checkValue,
  editingOf,
  emptyFor,
  errorsByPath,
  labelOf,
  readLoose,
  resolve,
  schemaOfInputs,
} from './schema.ts';

const made = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as Parameters<typeof editingOf>[0];

test('each shape gets the control made for it', () => {
  expect(editingOf(made(z.string()))).toBe('text');
  expect(editingOf(made(z.string()), { widget: 'shell' })).toBe('code');
  expect(editingOf(made(z.int()))).toBe('number');
  expect(editingOf(made(z.enum(['a', 'b'])))).toBe('choice');
  expect(editingOf(made(z.union([z.literal('a'), z.literal(2)])))).toBe('choice');
  expect(editingOf(made(duration))).toBe('duration');
  expect(editingOf(made(z.array(z.string())))).toBe('list');
  expect(editingOf(made(z.array(z.strictObject({ name: z.string() }))))).toBe('table');
  expect(editingOf(made(z.record(z.string(), z.string())))).toBe('map');
  expect(editingOf(made(z.json()))).toBe('json');
});

test('a number or a text is one field, and what is typed says which it is', () => {
  const status = made(z.union([z.int(), z.enum(['2xx', '4xx'])]));
  expect(editingOf(status)).toBe('loose');
  expect(editingOf(made(z.array(z.union([z.int(), z.enum(['2xx'])]))))).toBe('list');
  expect([readLoose(status, '200'), readLoose(status, '2xx'), readLoose(status, '')]).toEqual([200, '2xx', undefined]);
  expect(editingOf(made(z.union([z.string(), z.strictObject({ when: z.string() })])))).toBe('variants');
});

test('a union with null is its other member', () => {
  expect(editingOf(resolve(made(z.string().nullable()), {}))).toBe('text');
});

test('a reference in circles allows anything instead of hanging', () => {
  expect(resolve({ $ref: '#/$defs/a' }, { $defs: { a: { $ref: '#/$defs/a' } } })).toEqual({});
});

test('an input without a default is required, one with a default is not', () => {
  const schema = schemaOfInputs({ a: { type: 'string' }, b: { type: 'integer', default: 1 } });
  expect(schema.required).toEqual(['a']);
  expect(checkValue(schema, { b: 2 })).toEqual({ a: 'Fill this in.' });
  expect(Object.keys(checkValue(schema, { a: 'x', b: 1.5 }))).toEqual(['b']);
});

test('pointers, brackets and dots name the same place', () => {
  const errors = errorsByPath(
    [
      { path: '/input/a', message: 'no' },
      { path: 'input.list[0].b', message: 'nor this' },
    ],
    'input',
  );
  expect(errors).toEqual({ a: 'no', 'list.0.b': 'nor this' });
});

test('a new entry holds what is required', () => {
  expect(emptyFor(made(z.strictObject({ name: z.string(), on: z.boolean(), more: z.string().optional() })))).toEqual({
    name: '',
    on: false,
  });
});

test('names become words', () => {
  expect(labelOf('commentRequired')).toBe('Comment required');
  expect(labelOf('max_delay')).toBe('Max delay');
});
