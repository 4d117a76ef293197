import { expect, it } from 'vitest';
import { withWord } from './with-word.ts';

it.each([
  ['{{ steps.frist.output }} steps.frist', '{{ steps.first.output }} steps.frist'],
  ['{{ steps.frist_one.output }}', '{{ steps.frist_one.output }}'],
  ['{{ steps["frist"].output }}', '{{ steps["first"].output }}'],
  ['{{ "steps.frist" | append: steps.frist }}', '{{ "steps.frist" | append: steps.first }}'],
  ["x == 'the .frist' && steps.frist == frist", "x == 'the .frist' && steps.first == frist"],
])('writes another name for one behind a dot or in brackets: %s', (text, mended) => {
  expect(withWord(text, 'field', 'frist', 'first')).toBe(mended);
});

it('leaves the same word behind a dot alone where a name by itself is meant', () => {
  expect(withWord('first + steps.first.output', 'root', 'first', 'steps.first.output')).toBe(
    'steps.first.output + steps.first.output',
  );
});
