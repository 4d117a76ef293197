import { expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonSchema } from './schema.ts';
import { carried, nameOf, soleIn } from './variant.ts';

const made = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
const condition = made(z.string().min(1).meta({ title: 'A condition' }));
const told = made(z.strictObject({ when: z.string(), message: z.string() }));

test('a text stays when another shape begins with one, and comes back', () => {
  expect(carried('a > 1', told)).toEqual({ when: 'a > 1', message: '' });
  expect(carried({ when: 'a > 1', message: 'no' }, condition)).toBe('a > 1');
  expect(carried({ http: { url: 'x' } }, made(z.strictObject({ expression: z.string() })))).toEqual({ expression: '' });
  expect(carried(undefined, condition)).toBe('');
});

test('a shape that is one thing under a name shows the thing', () => {
  const request = made(z.strictObject({ http: z.strictObject({ url: z.string() }) }));
  expect(soleIn(request, request)?.key).toBe('http');
  expect(soleIn(told, told)).toBeNull();
  expect(soleIn(made(z.strictObject({ expression: z.string() })), {})).toBeNull();
});

test('a shape is called by its title, or by its type', () => {
  expect(nameOf(condition)).toBe('A condition');
  expect(nameOf(told)).toBe('Details');
});
