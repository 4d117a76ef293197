import { expect, it } from 'vitest';
import { closestName } from './closest-name.ts';

it.each([
  ['nots', ['notes', 'other'], 'notes'],
  ['Shell', ['shell'], 'shell'],
  ['teh', ['the'], 'the'],
  ['banana', ['notes'], null],
  ['', ['a'], null],
  ['x'.repeat(200), ['y'], null],
])('takes %s among %j for %s', (given, known, expected) => {
  expect(closestName(given, known)).toBe(expected);
});
