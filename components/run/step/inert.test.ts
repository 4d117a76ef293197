import { expect, it } from 'vitest';
import { inert } from './inert.ts';

it.each([
  ['a colour stays', '\u001b[31mred\u001b[0m', '\u001b[31mred\u001b[0m'],
  ['a cleared screen does not hide what came before', 'a\u001b[2Jb', 'ab'],
  ['a carriage return does not overwrite the line', 'real\rfake', 'realfake'],
  ['a window title is not set', '\u001b]0;owned\u0007text', 'text'],
  [
    'a link in the terminal language is only its text',
    '\u001b]8;;https://evil.example\u001b\\here\u001b]8;;\u001b\\',
    'here',
  ],
  ['text does not turn its direction', 'abc\u202edcb', 'abcdcb'],
  ['tabs stay', 'a\tb', 'a\tb'],
])('%s', (_, given, expected) => {
  expect(inert(given)).toBe(expected);
});
