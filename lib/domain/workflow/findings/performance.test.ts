import { expect, it } from 'vitest';
import { kindCatalogue } from '#lib/steps/registry.ts';
import { workflowSchema } from '../spec.ts';
import { findingsOf } from './findings-of.ts';

const text = (id: string, needs: unknown[] = [], more: object = {}) => ({
  id,
  kind: 'template',
  needs,
  with: { template: 'x' },
  ...more,
});
const sh = (id: string, needs: unknown[] = [], more: object = {}) => ({
  id,
  kind: 'shell',
  needs,
  with: { run: 'x' },
  ...more,
});

function idle(steps: object[], more: object = {}, durations?: Record<string, number>) {
  const workflow = workflowSchema.parse({ name: 'w', description: 'd', steps, ...more });
  const found = findingsOf(workflow, kindCatalogue, { secretNames: null, workflows: null, durations });
  return found.filter(({ rule }) => rule === 'performance.idleNeed');
}

it('tells of a need that only costs time, and how much', () => {
  expect(idle([text('a'), sh('b', ['a'])], {}, { a: 40_200, b: 90_000 })).toMatchObject([
    {
      severity: 'info',
      step: 'b',
      path: ['steps', 1, 'needs', 0],
      message:
        '"b" waits for "a" but does not use its result; without that need both could run at once and save about 40s.',
      fix: 'If the order does not matter, let "b" need nothing in its place.',
    },
  ]);
  expect(idle([sh('x'), text('a', ['x']), sh('b', ['a'])])[0]!.fix).toContain('what "a" needs ("x")');
});

it.each<[string, object[], object?]>([
  ['its result is read', [text('a'), text('b', ['a'], { with: { template: '{{ steps.a.output.text }}' } })]],
  ['its second name is read', [text('a', [], { as: 'notes' }), text('b', ['a'], { when: 'notes.text != ""' })]],
  [
    'something after it reads it',
    [text('a'), sh('b', ['a']), text('c', ['b'], { with: { template: '{{ steps.a.output.text }}' } })],
  ],
  ['all steps are read', [text('a'), text('b', ['a'], { with: { template: '{{ steps | json }}' } })]],
  ['the first has effects', [sh('a'), sh('b', ['a'])]],
  [
    'the first may not be taken',
    [text('a', [], { when: 'inputs.n > 1' }), sh('b', ['a'])],
    { inputs: { n: { type: 'integer' } } },
  ],
  ['a gate shows it', [text('a'), sh('b', ['a'], { gate: { placement: 'before' } })]],
  ['a gate guards it', [text('a', [], { gate: {} }), sh('b', ['a'])]],
  ['it waits for whichever comes', [text('a'), text('x'), sh('b', ['a', 'x'], { join: 'any' })]],
  ['it waits for another result', [text('a'), sh('b', [{ step: 'a', on: 'failure' }])]],
  [
    'a rule decides by it',
    [text('a'), sh('b', ['a'])],
    { rules: [{ name: 'r', when: 'steps.a.output.text == "x"', then: { action: 'block' } }] },
  ],
])('says nothing where %s', (_, steps, more) => {
  expect(idle(steps, more)).toEqual([]);
});
