import fc from 'fast-check';
import { type Workflow, workflowSchema } from '../../workflow/spec.ts';

/** Random workflows in the whole language. Edges point forward; kinds are what the rules know of them. */

const shell = { kind: 'shell' };
const on = fc.constantFrom('success', 'success', 'success', 'failure', 'always', 'notTaken', 'x');
const actions = ['approve', 'modify', 'retry', 'skip', 'cancel'];

const gate = fc.record({
  placement: fc.constantFrom('before', 'after', 'onFailure'),
  quorum: fc.constantFrom(1, 1, 2),
  remind: fc.constantFrom(undefined, undefined, '1s', ['1s', '3s']),
  escalate: fc.constantFrom(undefined, undefined, { after: '1s', to: { groups: ['leads'] } }),
  expire: fc.option(
    fc.record({
      after: fc.constantFrom('2s', '1m'),
      then: fc.constantFrom('approve', 'approve', 'skip', 'skip', 'cancel'),
    }),
    { nil: undefined, freq: 3 },
  ),
});

const drawn = fc.record({
  needs: fc.array(fc.record({ back: fc.integer({ min: 1, max: 4 }), on }), { maxLength: 3 }),
  join: fc.constantFrom('all', 'all', 'any', 2),
  kind: fc.constantFrom('shell', 'shell', 'shell', 'gate', 'map', 'wait', 'workflow'),
  gate: fc.option(gate, { nil: undefined, freq: 2 }),
  retries: fc.constantFrom(0, 0, 2),
  repeatable: fc.constantFrom(true, true, false),
  timeout: fc.constantFrom(undefined, undefined, '5s', '10m'),
  fallbacks: fc.constantFrom(0, 0, 0, 1, 2),
  undo: fc.boolean(),
  pool: fc.constantFrom('default', 'other'),
  concurrency: fc.integer({ min: 1, max: 3 }),
  onItemFailure: fc.constantFrom('fail', 'continue'),
  outcomes: fc.boolean(),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** `within`: a step of a map's item, which is no map itself. */
function stepOf(step: Drawn & { nested?: Drawn[] }, index: number, within = false): Record<string, unknown> {
  const name = (at: number) => `${within ? 'n' : 's'}${at}`;
  const kind = within && step.kind === 'map' ? 'shell' : step.kind;
  const needs = step.needs.filter(({ back }) => back <= index);
  const gates =
    kind === 'gate'
      ? { gate: { actions, quorum: step.gate?.quorum ?? 1, ...(step.outcomes ? { outcomes: ['x', 'y'] } : {}) } }
      : step.gate && { gate: { ...step.gate, actions } };
  return {
    id: name(index),
    kind,
    needs: needs.map((need) => ({ step: name(index - need.back), on: need.on })),
    ...(needs.length > 0 && step.join !== 'all' ? { join: step.join } : {}),
    ...gates,
    ...(kind === 'gate' ? {} : { retry: { max: step.retries, initial: '1s', jitter: false } }),
    ...(kind === 'gate' || step.timeout === undefined ? {} : { timeout: step.timeout }),
    ...(step.fallbacks > 0 && kind === 'shell'
      ? { fallback: Array.from({ length: step.fallbacks }, () => shell) }
      : {}),
    ...(step.undo && kind === 'shell' ? { undo: shell } : {}),
    repeatable: step.repeatable,
    pool: step.pool,
    ...(kind === 'map' && {
      with: {
        over: [],
        concurrency: step.concurrency,
        onItemFailure: step.onItemFailure,
        steps: (step.nested ?? []).map((inner, at) => stepOf(inner, at, true)),
      },
    }),
  };
}

/** What is undefined is not there, as in a file. */
const parsed = (spec: object) => workflowSchema.parse(JSON.parse(JSON.stringify(spec)));

const then = fc.constantFrom<object>(
  { action: 'requireApproval' },
  { action: 'requireApproval' },
  { action: 'escalate', to: {} },
  { action: 'requireRework' },
  { action: 'requireRework', max: 2 },
  { action: 'block' },
  { action: 'rollback' },
  { action: 'notify', channel: 'log' },
  { action: 'run', handlers: ['h0', 'h1'] },
);

export const randomWorkflow: fc.Arbitrary<Workflow> = fc
  .record({
    steps: fc.array(fc.tuple(drawn, fc.array(drawn, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: 7,
      size: 'max',
    }),
    rules: fc.array(fc.record({ of: fc.array(fc.nat(6), { minLength: 1, maxLength: 2 }), then }), { maxLength: 2 }),
    handler: drawn,
    onFailure: fc.option(
      fc.record(
        {
          rollback: fc.constantFrom<boolean | object>(true, { timeout: '5s' }),
          run: fc.constantFrom(['h0'], ['h0', 'h1']),
          notify: fc.constant([{ channel: 'log' }]),
          escalate: fc.constant({}),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
    retryBudget: fc.constantFrom(undefined, undefined, 1),
    timeout: fc.constantFrom(undefined, undefined, undefined, '2m'),
  })
  .map(({ steps, rules, handler, onFailure, retryBudget, timeout }) =>
    parsed({
      name: 'w',
      steps: steps.map(([step, nested], index) => stepOf({ ...step, nested }, index)),
      handlers: ['h0', 'h1'].map((id) => ({ ...stepOf({ ...handler, kind: 'shell' }, 0), id })),
      ...(rules.length > 0 && {
        rules: rules.map(({ of, then }, index) => ({
          name: `rule ${index}`,
          when: of.map((step) => `steps.s${step % steps.length}.output.n > 1`).join(' || '),
          then,
        })),
      }),
      ...(onFailure && { onFailure }),
      ...(retryBudget !== undefined && { retryBudget }),
      ...(timeout && { timeout }),
    }),
  );
