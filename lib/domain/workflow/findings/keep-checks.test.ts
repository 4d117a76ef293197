import { expect, test } from 'vitest';
import { workflowSchema } from '../spec.ts';
import { checkedWorkflow } from './check.ts';
import { keepChecks } from './keep-checks.ts';
import { nothingKnown } from './known.ts';

const kinds = new Map(
  [{ kind: 'shell' }, { kind: 'template', pure: true }, { kind: 'gate' }].map((kind) => [kind.kind, kind as never]),
);
const rulesOf = (more: object) =>
  keepChecks(checkedWorkflow(workflowSchema.parse({ name: 'w', steps: [], ...more }), kinds, nothingKnown)).map(
    ({ rule, path }) => `${rule} ${path?.join('.')}`,
  );
const step = (kind: string, cache: object, given: object = {}) => ({ steps: [{ id: 'a', kind, with: given, cache }] });

test('a key that differs from run to run is a mistake', () => {
  expect(rulesOf({ concurrency: { key: '{{ inputs.a }} {{ run.startedBy.email }}' } })).toEqual([]);
  expect(rulesOf({ concurrency: { key: '{{ run.number }}' } })).toEqual(['logic.concurrencyKey concurrency.key']);
});

test('only what executes can be kept', () => {
  expect(rulesOf(step('shell', {}))).toEqual([]);
  expect(rulesOf(step('template', {}))).toEqual(['logic.cache steps.0.cache']);
  expect(rulesOf(step('gate', {}))).toEqual(['logic.cache steps.0.cache']);
});

test('parameters with sealed values need a key of their own', () => {
  const given = { run: 'true', env: { TOKEN: '{{ secrets.TOKEN }}' } };
  expect(rulesOf(step('shell', {}, given))).toEqual(['logic.cache steps.0.cache']);
  expect(rulesOf(step('shell', { key: 'fixed' }, given))).toEqual([]);
});
