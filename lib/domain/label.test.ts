import { expect, test } from 'vitest';
import { labelSchema, labelsIn, labelsOf, labelsSchema } from './label.ts';

test.each<[string, boolean]>([
  ['release', true],
  ['team/payments', true],
  ['env:prod', true],
  ['v1.2.3', true],
  ['A_b-c', true],
  ['7', true],
  ['x'.repeat(60), true],
  ['', false],
  ['x'.repeat(61), false],
  ['two words', false],
  ['a,b', false],
  ['release\n', false],
  ['größe', false],
  ['"quoted"', false],
  ['{a}', false],
  ['a\\b', false],
  ['a\u0000', false],
])('%j as a label: %s', (text, is) => {
  expect(labelSchema.safeParse(text).success).toBe(is);
});

test('a list holds at most twenty, each once, and names the place of what is wrong', () => {
  const many = Array.from({ length: 21 }, (_, nth) => `l${nth}`);
  const places = (labels: unknown) => labelsSchema.safeParse(labels).error?.issues.map(({ path }) => path.join('.'));
  expect(places([])).toBeUndefined();
  expect(places(many.slice(0, 20))).toBeUndefined();
  expect(places(many)).toEqual(['']);
  expect(places(['a', 'b', 'a', 'a'])).toEqual(['2', '3']);
  expect(places(['a', 'b c', 7])).toEqual(['1', '2']);
  // Large and small letters tell labels apart, as they do ids of steps.
  expect(places(['release', 'Release'])).toBeUndefined();
});

test('a run has those of its workflow first, and each once', () => {
  expect(labelsOf(['release', 'env:prod'], ['nightly', 'release'])).toEqual(['release', 'env:prod', 'nightly']);
  expect(labelsOf([], [])).toEqual([]);
});

test('what is pasted is parted at blanks, commas and semicolons', () => {
  expect(labelsIn(' release, env:prod;nightly\nrelease\t')).toEqual(['release', 'env:prod', 'nightly']);
  expect(labelsIn('  ')).toEqual([]);
});
