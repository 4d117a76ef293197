import { expect, test } from 'vitest';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { lanesOf } from './lanes-of.ts';

const however = (step: string) => [
  { step, on: 'always' },
  { step, on: 'notTaken' },
];
const step = (id: string, added: RunStepView['added']) => ({ id, added }) as RunStepView;

test('what follows a failure is one lane, each rule another, and a need is one line', () => {
  const lanes = lanesOf({
    added: [
      { id: 'rule:1-leak', kind: 'gate', needs: however('a') },
      { id: 'undo:a', kind: 'shell', needs: [] },
      { id: 'tidy', kind: 'shell', needs: however('undo:a') },
    ],
    steps: [
      step('a', null),
      step('rule:1-leak', { why: 'rule', rule: 'leak' }),
      step('undo:a', { why: 'undo', rule: null }),
      step('tidy', { why: 'handler', rule: null }),
    ],
  });
  expect(lanes.map(({ name, steps }) => [name, steps.map(({ id, needs }) => [id, needs])])).toEqual([
    ['Rule: leak', [['rule:1-leak', [{ step: 'a', on: 'success' }]]]],
    [
      'After the failure',
      [
        ['undo:a', []],
        ['tidy', [{ step: 'undo:a', on: 'success' }]],
      ],
    ],
  ]);
});
