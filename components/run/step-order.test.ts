import { expect, test } from 'vitest';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { nextOrder, orderedSteps, type StepOrder } from './step-order.ts';

const at = (second: number) => new Date(second * 1000).toISOString();
const step = (id: string, more: Partial<RunStepView>) =>
  ({
    id,
    name: id,
    kind: 'shell',
    attempt: 1,
    status: 'succeeded',
    startedAt: null,
    finishedAt: null,
    ...more,
  }) as RunStepView;
const steps = [
  step('fetch', { startedAt: at(0), finishedAt: at(5) }),
  step('build', {
    status: 'failed',
    attempt: 3,
    startedAt: at(5),
    finishedAt: at(7),
    error: { message: 'no such file' } as never,
  }),
  step('ask', { status: 'waiting', startedAt: at(2) }),
  step('ship', { status: 'pending', attempt: 0 }),
];
const ids = (given: { text?: string; status?: string; order?: StepOrder }) =>
  orderedSteps(steps, { text: '', status: '', order: { by: 'order', down: false }, now: 60_000, ...given }).map(
    ({ id }) => id,
  );

test('stands in the order of the workflow, or of a column, either way', () => {
  expect(ids({})).toEqual(['fetch', 'build', 'ask', 'ship']);
  expect(ids({ order: { by: 'status', down: false } })).toEqual(['build', 'ask', 'ship', 'fetch']);
  expect(ids({ order: { by: 'duration', down: true } })).toEqual(['ask', 'fetch', 'build', 'ship']);
  expect(ids({ order: { by: 'attempts', down: true } })).toEqual(['build', 'fetch', 'ask', 'ship']);
});

test('finds by status and by words in names, kinds and reasons', () => {
  expect(ids({ status: 'failed' })).toEqual(['build']);
  expect(ids({ text: 'NO file' })).toEqual(['build']);
  expect(ids({ text: 'shell sh' })).toEqual(['fetch', 'build', 'ask', 'ship']);
  expect(ids({ text: 'nothing' })).toEqual([]);
});

test('a column is sorted one way, the other, and no more', () => {
  const clicks = (by: 'name' | 'duration') =>
    [1, 2, 3].reduce<StepOrder[]>(
      (orders) => [...orders, nextOrder(orders.at(-1)!, by)],
      [{ by: 'order', down: false }],
    );
  expect(clicks('name').slice(1)).toEqual([
    { by: 'name', down: false },
    { by: 'name', down: true },
    { by: 'order', down: false },
  ]);
  expect(clicks('duration')[1]).toEqual({ by: 'duration', down: true });
});
