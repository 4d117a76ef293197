import { expect, test } from 'vitest';
import { drawStep } from '#components/canvas/drawing.ts';
import { spokenStep } from '#components/canvas/step-card.tsx';
import { shortWhom } from '#components/canvas/step-facts.tsx';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { stateOf } from './step-state.ts';

const view = (more: Partial<RunStepView>) =>
  ({
    status: 'succeeded',
    attempt: 1,
    waitingFor: null,
    items: null,
    startedAt: '2030-01-31T14:00:00.000Z',
    finishedAt: '2030-01-31T14:01:12.000Z',
    cached: null,
    reused: false,
    ...more,
  }) as RunStepView;
const step = drawStep({ id: 'notes', name: 'Notes', kind: 'shell', needs: [] });
const spoken = (more: Partial<RunStepView>) => spokenStep({ step, kind: undefined, state: stateOf(view(more)) });

test('the same view is the same state, so that its box is left alone', () => {
  const one = view({});
  expect(stateOf(one)).toBe(stateOf(one));
});

test('a box says how long it took, whose result it has, and who is asked', () => {
  expect(spoken({})).toContain('took 1 m 12 s');
  expect(spoken({ status: 'running', finishedAt: null })).not.toContain('took');
  const cached = { runId: 'r', number: 12, at: '2030-01-30T14:00:00.000Z' };
  expect(spoken({ cached })).toContain('Not run: result of #12, from the cache');
  expect(spoken({ reused: true, startedAt: null })).toContain('Not run: result of the run that this one repeats');
  const waitingFor = {
    reason: 'approval' as const,
    whom: ['group release'],
    text: 'Waiting for group release to decide Notes.',
  };
  expect(spoken({ status: 'waiting', finishedAt: null, waitingFor })).toContain(
    'Waiting for group release to decide Notes.',
  );
});

test('time counts only while it works: a step that waits or has not begun shows none', () => {
  expect(stateOf(view({ status: 'running', finishedAt: null })).time?.to).toBeNull();
  expect(stateOf(view({ status: 'waiting', finishedAt: null })).time).toBeUndefined();
  expect(stateOf(view({ status: 'pending', startedAt: null, finishedAt: null })).time).toBeUndefined();
});

test('of those who are asked the first is named, and how many others there are', () => {
  expect([['group release'], ['ana@example.org', 'group release', 'ben@example.org'], []].map(shortWhom)).toEqual([
    'release',
    'ana +2',
    'anyone who may',
  ]);
});
