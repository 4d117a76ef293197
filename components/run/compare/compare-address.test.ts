import { expect, test } from 'vitest';
import { compareSelected } from './compare-address.ts';

const run = (id: string, number: number, workflowId = 'w') => ({ id, number, workflowId });

test('two selected runs of one workflow are compared, the earlier one left, in whatever order they were selected', () => {
  const address = '/runs/compare?a=first&b=second';
  expect(compareSelected([run('first', 3), run('second', 12)])).toBe(address);
  expect(compareSelected([run('second', 12), run('first', 3)])).toBe(address);
});

test('one run, three of them, or runs of different workflows are not', () => {
  expect(compareSelected([])).toBeNull();
  expect(compareSelected([run('first', 3)])).toBeNull();
  expect(compareSelected([run('a', 1), run('b', 2), run('c', 3)])).toBeNull();
  expect(compareSelected([run('a', 1), run('b', 2, 'other')])).toBeNull();
});
