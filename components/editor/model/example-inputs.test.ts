import { expect, test } from 'vitest';
import { exampleInputs } from './example-inputs.ts';

test('inputs with a default stand for what a run would bring', () => {
  const inputs = { owner: { type: 'string', default: 'a@example.org' }, 'to-whom': { type: 'string' } };
  expect(exampleInputs(inputs)).toEqual({ owner: 'a@example.org' });
  expect(exampleInputs('no')).toEqual({});
});
