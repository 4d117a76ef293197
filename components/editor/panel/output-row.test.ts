import { expect, test } from 'vitest';
import { readOutput, writeOutput } from './output-row.ts';

test.each([
  ['a template', '{{ steps.a.output }}', null],
  ['a plain object', { link: '{{ steps.a.output.url }}' }, null],
  ['an object that only looks typed', { type: 'string', value: '1', unit: 'm' }, null],
  ['an object whose type is none', { type: 'link', value: '1' }, null],
  ['a typed output', { type: 'integer', value: '{{ steps.a.output }}' }, 'integer'],
  ['a typed output with a description', { type: 'array', value: [1], description: 'All.' }, 'array'],
])('%s is written back as it was', (_, given, type) => {
  const row = readOutput(given);
  expect(row.type).toBe(type);
  expect(writeOutput(row)).toEqual(given);
});

test('an output gets and loses its type', () => {
  expect(writeOutput({ ...readOutput('{{ steps.a.output }}'), type: 'string' })).toEqual({
    type: 'string',
    value: '{{ steps.a.output }}',
  });
  expect(writeOutput({ ...readOutput({ type: 'string', value: 'x' }), type: null })).toBe('x');
});
