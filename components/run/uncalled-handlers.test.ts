import { expect, test } from 'vitest';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { uncalledHandlers } from './uncalled-handlers.ts';

const step = (id: string, added: RunStepView['added'] = null) => ({ id, added }) as RunStepView;

test('a handler counts as called by a failure or by a rule, and not for a step of like name', () => {
  const spec = { handlers: ['tidy', 'tell', 'undo'].map((id) => ({ id, name: id })) };
  const steps = [
    step('tidy', { why: 'handler', rule: null }),
    step('rule:1-leak:tell', { why: 'rule', rule: 'leak' }),
    step('undo'),
  ];
  expect(uncalledHandlers({ spec, steps })).toEqual(['undo']);
  expect(uncalledHandlers({ spec: {}, steps })).toEqual([]);
});
