import { expect, it } from 'vitest';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { workflowJsonSchema } from '#lib/domain/workflow/json-schema.ts';
import { stepKindViews } from '#lib/steps/registry.ts';
import { yamlOffers } from './yaml-offers.ts';

const kinds = Object.fromEntries(stepKindViews().map((kind) => [kind.kind, kind]));
const known = { schema: workflowJsonSchema() as JsonSchema, kinds, steps: ['first', 'second'] };

/** What is offered where the bar stands. */
const at = (marked: string) => yamlOffers(known, marked.replace('|>', ''), marked.indexOf('|>'));
const texts = (marked: string) => at(marked)?.options.map(({ text }) => text);

it('offers the keys of the workflow that are not there yet', () => {
  expect(texts('name: a\n|>')).toContain('steps');
  expect(texts('name: a\n|>')).not.toContain('name');
  expect(at('name: a\nou|>\nsteps: []\n')).toEqual({
    from: 8,
    options: [expect.objectContaining({ text: 'outputs', insert: 'outputs: ' })],
  });
});

it('writes no second colon', () => {
  expect(at('na|>: a\n')?.options).toEqual([expect.not.objectContaining({ insert: expect.anything() })]);
});

it('offers the keys of a step, written in a block or in one line, and at a list entry that is only begun', () => {
  expect(texts('steps:\n  - id: a\n    ki|>\n  - id: b\n')).toEqual(['kind']);
  expect(texts('steps:\n  - { id: a, ti|> }\n')).toEqual(['timeout']);
  expect(texts('steps:\n  - i|>\n')).toEqual(['id']);
  expect(texts('handlers:\n  - id: a\n    retry:\n      ma|>\n')).toEqual(['max', 'maxDelay']);
});

it('offers the kinds there are, and the parameters of the kind that is written', () => {
  expect(texts('steps:\n  - id: a\n    kind: t|>\n')).toEqual(['template', 'transform']);
  expect(texts('steps:\n  - id: a\n    kind: http\n    with:\n      |>\n  - id: c\n')).toContain('url');
  expect(texts('steps:\n  - id: a\n    with: { |> }\n    kind: http\n')).toContain('method');
  expect(texts('steps:\n  - id: a\n    kind: map\n    with:\n      steps:\n        - id: b\n          k|>\n')).toEqual([
    'kind',
  ]);
});

it('offers choices, and steps where steps are named', () => {
  expect(texts('inputs:\n  a:\n    type: s|>\n')).toEqual(['string']);
  expect(texts('steps:\n  - id: a\n    kind: x\n    repeatable: |>\n')).toEqual(['true', 'false']);
  expect(texts('steps:\n  - { id: first, kind: x, needs: [|>] }\n')).toEqual(['second']);
  expect(texts('steps:\n  - id: first\n    needs:\n      - { step: |> }\n')).toEqual(['second']);
});

it.each(['name: |>', 'steps:\n  - id: a # ki|>', 'description: |\n  ki|>', 'x: [|>', 'name: "na|>'])(
  'offers nothing in %j',
  (marked) => expect(at(marked)).toBeNull(),
);

it('is silent in a text that is too long to be read at every letter', () => {
  expect(at(`${'# long\n'.repeat(50_000)}|>`)).toBeNull();
});
