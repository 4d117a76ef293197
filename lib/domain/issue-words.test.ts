import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldWords } from './issue-words.ts';

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: fieldWords }).error?.issues.map(({ message }) => message);

test('a mistake in a field is told as what to do', () => {
  expect(said(z.string().trim().min(1), '')).toEqual(['Fill this in.']);
  expect(said(z.string().max(100), 'x'.repeat(101))).toEqual(['Give at most 100 characters.']);
  expect(said(z.email(), 'nobody')).toEqual(['Write an e-mail address such as name@example.org.']);
  expect(said(z.number().min(1), 0)).toEqual(['Give a number of at least 1.']);
  expect(said(z.string().regex(/^REL-[0-9]+$/), 'X')).toEqual(['Write it so that it fits ^REL-[0-9]+$.']);
  expect(said(z.int(), 1.5)).toEqual(['Give a whole number.']);
  expect(said(z.enum(['low', 'high']), 'none')).toEqual(['Choose low or high.']);
  expect(said(z.object({ ticket: z.string() }), {})).toEqual(['Fill this in.']);
});

test("the schema's author says it better", () => {
  expect(said(z.string().regex(/^REL-/, 'must begin with REL-'), 'X')).toEqual(['must begin with REL-']);
});
