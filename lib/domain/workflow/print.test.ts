import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printWorkflow } from './print.ts';
import type { Workflow } from './spec.ts';
import { parseWorkflowText, parseWorkflowValue } from './yaml.ts';

describe('printing', () => {
  it('reads well', () => {
    const workflow: Workflow = {
      steps: [
        {
          kind: 'shell',
          id: 'a',
          with: { env: { REPO: '{{ inputs.repository }}' }, run: 'set -e\ngit log\n' },
          retry: { factor: 2, max: 1 },
        },
        {
          id: 'b',
          needs: ['a', { step: 'a', on: 'failure' }],
          kind: 'template',
          with: { template: 'x' },
          gate: { title: 'Right?', placement: 'after', editable: ['text'] },
        },
      ],
      inputs: { repository: { default: '.', type: 'string' } },
      labels: ['release', 'env:prod'],
      name: 'demo',
    };
    expect(printWorkflow(workflow)).toMatchInlineSnapshot(`
      "name: demo
      labels:
        - release
        - env:prod
      inputs:
        repository:
          type: string
          default: .
      steps:
        - id: a
          kind: shell
          with:
            env: { REPO: "{{ inputs.repository }}" }
            run: |
              set -e
              git log
          retry:
            max: 1
            factor: 2

        - id: b
          kind: template
          needs: [ a, { step: a, on: failure } ]
          with:
            template: x
          gate:
            placement: after
            title: Right?
            editable: [ text ]
      "
    `);
  });

  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc
      .array(
        fc.constantFrom(
          'a',
          ' ',
          '\n',
          '\t',
          '#',
          ':',
          '- ',
          '{{ x }}',
          '"',
          "'",
          '|',
          '\r',
          '\u2028',
          '\u0085',
          '\ufeff',
          'é',
          '\\',
          '%',
          '@',
          '*',
          '&',
          'null',
          'true',
          '1',
          '~',
          '<<',
          '---\n',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );
  const clean = text.map((value) => value.toWellFormed().replaceAll('\u0000', ''));
  const json = fc
    .jsonValue({ maxDepth: 4 })
    .map((value) => JSON.parse(JSON.stringify(value).toWellFormed().replaceAll('\\u0000', '')));
  const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/);
  const step = fc.record(
    {
      id,
      kind: clean.filter((value) => value.length > 0),
      description: clean,
      with: fc.dictionary(clean, fc.oneof(clean, json)),
      needs: fc.array(id),
    },
    { requiredKeys: ['id', 'kind'] },
  );
  const workflows = fc.record(
    {
      name: clean.filter((value) => /\S/.test(value)),
      description: clean,
      steps: fc.array(step, { maxLength: 4 }),
      outputs: fc.dictionary(id, fc.oneof(clean, json)),
    },
    { requiredKeys: ['name', 'steps'] },
  );

  it('comes back exactly', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const before = parseWorkflowValue(workflow);
        if (!before.workflow) return;
        const printed = printWorkflow(before.workflow);
        const after = parseWorkflowText(printed);
        expect(after.findings).toEqual([]);
        expect(after.workflow).toEqual(before.workflow);
        expect(printWorkflow(after.workflow as Workflow)).toBe(printed);
      }),
      { numRuns: 150 },
    );
  });
});
