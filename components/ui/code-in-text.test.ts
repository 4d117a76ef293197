import { expect, test } from 'vitest';
import { codeInLine } from './code-in-text.ts';

/** The code of the last line, as it stands there. */
const codeOf = (...lines: string[]) => {
  const line = lines.at(-1) ?? '';
  return codeInLine(line, lines.length, (number) => lines[number - 1]).map(({ language, from, to }) => [
    language,
    line.slice(from, to),
  ]);
};

test('names in braces are code wherever they stand', () => {
  expect(codeOf('  run: echo {{ inputs.a }} {% if x %}')).toEqual([
    ['template', '{{ inputs.a }}'],
    ['template', '{% if x %}'],
  ]);
  expect(codeOf('  "body": "{{ inputs.')).toEqual([['template', '{{ inputs.']]);
});

test('what stands behind the key of a condition is an expression, in quotes and in braces too', () => {
  expect(codeOf('    when: inputs.a > 3')).toEqual([['cel', 'inputs.a > 3']]);
  expect(codeOf('  - { name: big, when: "size(inputs.a) > 3", x: 1 }')).toEqual([['cel', 'size(inputs.a) > 3']]);
  expect(codeOf('  - { name: big, when: a > 3, x: 1 }')).toEqual([['cel', 'a > 3']]);
  expect(codeOf('cases: [{ when: a, name: b }, { when: c, name: d }]')).toEqual([
    ['cel', 'a'],
    ['cel', 'c'],
  ]);
  expect(codeOf('    whenever: x')).toEqual([]);
});

test('entries are expressions where their list or mapping takes them', () => {
  expect(codeOf('with:', '  that:', '    - a > 1', '    - "b > 2"')).toEqual([['cel', 'b > 2']]);
  expect(codeOf('with:', '  that:', '  - a > 1')).toEqual([['cel', 'a > 1']]);
  expect(codeOf('with:', '  set:', '    total: size(a)')).toEqual([['cel', 'size(a)']]);
  expect(codeOf('with:', '  env:', '    total: size')).toEqual([]);
  expect(codeOf('needs:', '  - a')).toEqual([]);
});
