import { expect, test } from 'vitest';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { comparedFields, comparedSteps } from './compare-runs.ts';

const at = (second: number) => new Date(second * 1000).toISOString();
const step = (id: string, from: number | null, to: number | null) =>
  ({
    id,
    name: id,
    startedAt: from === null ? null : at(from),
    finishedAt: to === null ? null : at(to),
  }) as RunStepView;

test('steps stand beside each other with what each took, and what only one run has is told', () => {
  const pairs = comparedSteps(
    [step('fetch', 0, 5), step('old', 5, 6), step('ship', 6, null)],
    [step('fetch', 0, 9), step('new', null, null), step('ship', 9, 10)],
  );
  expect(pairs.map(({ id, a, b }) => [id, a?.ms ?? null, b?.ms ?? null])).toEqual([
    ['fetch', 5000, 9000],
    ['new', null, null],
    ['ship', null, 1000],
    ['old', 1000, null],
  ]);
  expect(pairs[1]!.a).toBe(null);
  expect(pairs[3]!.b).toBe(null);
});

test('values are compared field by field, large ones by their hash', () => {
  const large = (ref: string) => ({ ref, bytes: 9000, preview: 'x' });
  const fields = comparedFields(
    { same: { x: 1, y: [2] }, other: 1, gone: true, big: large('a') },
    { same: { y: [2], x: 1 }, other: 2, big: large('b'), come: null },
  );
  expect(fields.map(({ name, same }) => [name, same])).toEqual([
    ['same', true],
    ['other', false],
    ['gone', false],
    ['big', false],
    ['come', false],
  ]);
  expect(comparedFields(large('a'), large('a'))).toMatchObject([{ name: '', same: true }]);
  expect(comparedFields([1], { 0: 1 })).toMatchObject([{ same: false }]);
});

test('a step that has its result from elsewhere took no time of its own', () => {
  const cached = { ...step('fetch', 0, 0), cached: { runId: 'r', number: 3, at: at(0) } };
  const [pair] = comparedSteps([step('fetch', 0, 5)], [cached]);
  expect([pair?.a?.ms, pair?.b?.ms]).toEqual([5000, null]);
});
