import { expect, it } from 'vitest';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { evaluate } from '#lib/domain/expression/evaluate.ts';
import { factsOfRun } from './run-facts.ts';

const boss = { kind: 'member', id: 'm1', name: 'Boss', email: 'boss@example.org' } as const;
const step = (id: string, more: Partial<RunStepView>) =>
  ({
    id,
    status: 'succeeded',
    attempt: 1,
    outcome: null,
    error: null,
    output: null,
    seals: [],
    ...more,
  }) as RunStepView;
const seal = (action: string, more: object = {}) =>
  ({
    gate: 'g',
    step: 'ship',
    placement: 'before',
    action,
    outcome: null,
    by: boss,
    at: '2030-01-01T00:00:00.000Z',
    selfSigned: false,
    comment: null,
    expired: false,
    onBehalfOf: null,
    steppedUp: false,
    ...more,
  }) as RunStepView['seals'][number];
const run = {
  id: 'r1',
  number: 7,
  workflowName: 'release',
  version: 2,
  queuedAt: '2030-01-01T00:00:00.000Z',
  startedBy: boss,
  error: { kind: 'exit', message: 'It ended with 3.' },
  reason: 'failed',
  steps: [
    step('build', { status: 'failed', attempt: 3, error: { kind: 'exit', message: 'It ended with 3.' } }),
    step('size', { outcome: 'big', output: { ref: 'x', preview: '[1,', bytes: 90_000 } }),
    step('count', { output: 2 }),
    step('ship', { seals: [seal('void'), seal('approve', { comment: 'good' })] }),
  ],
} as unknown as RunView;
const facts = factsOfRun(run, { count: 2 });
const says = (text: string) => {
  const result = evaluate(text, { inputs: {}, ...facts });
  return result.ok ? result.value : 'not known';
};

it('tells how steps ended, who decided, and why the run failed, as conditions of that run saw it', () => {
  expect(says('steps.build.status == "failed" && steps.build.attempt == 3')).toBe(true);
  expect(says('steps.build.error.message')).toBe('It ended with 3.');
  expect(says('steps.size.outcome')).toBe('big');
  expect(says('steps.count.output + 1')).toBe(3);
  expect(says('gate.ship.by + ": " + gate.ship.signers[0].comment')).toBe('Boss: good');
  expect(says('run.startedBy.email + run.failure.message')).toBe('boss@example.orgIt ended with 3.');
});

it('has no value for what is not told: an output too large to be shown, a gate’s form', () => {
  expect(says('steps.size.output.length')).toBe('not known');
  expect(says('gate.ship.form.note')).toBe('not known');
});
