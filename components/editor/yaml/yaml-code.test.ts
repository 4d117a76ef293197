import { expect, it } from 'vitest';
import { codeInYaml } from './yaml-code.ts';

const at = (marked: string) => codeInYaml(marked.replace('|>', ''), marked.indexOf('|>'));

it('finds a name between braces, and the step it is in', () => {
  expect(at('steps:\n  - id: a\n  - { id: b-c, with: { text: "{{ steps.a.ou|>" } }')).toEqual({
    language: 'template',
    text: '{{ steps.a.ou',
    offset: 13,
    from: 47,
    step: 'b-c',
  });
  expect(at('x: "{{ a }} b|>"')).toBeNull();
});

it('finds a condition, quoted or not, in a block or in one line', () => {
  expect(at('steps:\n  - id: a\n    when: inputs.n|>')).toMatchObject({ language: 'cel', text: 'inputs.n', step: 'a' });
  expect(at('    when: "inputs.n|>"')).toMatchObject({ text: 'inputs.n', step: null });
  expect(at('  - { id: b, when: inputs.|> }')).toMatchObject({ text: 'inputs.', step: 'b' });
  expect(at('    name: inputs.n|>')).toBeNull();
});

it('belongs to no step behind the last of them', () => {
  const steps = 'steps:\n  - id: a\n    with:\n      text: x\n';
  expect(at(`${steps}outputs:\n  text: "{{ steps.|>" }`)).toMatchObject({ text: '{{ steps.', step: null });
  expect(at(`${steps}rules:\n  - when: steps.|>`)).toMatchObject({ text: 'steps.', step: null });
  expect(at('steps:\n- id: a\n  when: inputs.|>')).toMatchObject({ step: 'a' });
});
