import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine, phases } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());

const text = (id: string, template: string, more: object = {}) => ({
  id,
  kind: 'template',
  with: { template },
  ...more,
});
const given = (value: string) => ({ id: 'given', kind: 'transform', with: { expression: value } });
const map = (more: object) => ({
  id: 'm',
  kind: 'map',
  needs: ['given'],
  with: { over: '{{ steps.given.output.list }}', steps: [text('x', '{{ item }}')], ...more },
});

test('a list and how many at once may come from templates', async () => {
  const state = await engine.run([
    given('{"list": [1, 2, 3, 4, 5], "at_once": 2}'),
    map({
      concurrency: '{{ steps.given.output.at_once }}',
      steps: [{ id: 'x', kind: 'wait', with: { for: '200ms' } }],
    }),
  ]);
  expect([state.status, state.maps.get('m')!.concurrency]).toEqual(['succeeded', 2]);
  let under = 0;
  let most = 0;
  for (const { type, data } of await engine.events(state.runId)) {
    if (type === 'items.started') under += data.to - data.from;
    if (type === 'attempt.succeeded' && data.step.startsWith('m[')) under -= 1;
    most = Math.max(most, under);
  }
  expect(most).toBe(2);
});

test.each([
  ['no list', '{"list": "abc"}', {}, 'with.over'],
  [
    'no number',
    '{"list": [1], "at_once": "many"}',
    { concurrency: '{{ steps.given.output.at_once }}' },
    'with.concurrency',
  ],
  [
    'too many at once',
    '{"list": [1], "at_once": 5000}',
    { concurrency: '{{ steps.given.output.at_once }}' },
    'with.concurrency',
  ],
])('%s is an error of the step, with its place', async (_, value, more, place) => {
  const state = await engine.run([given(value), map(more)]);
  expect(state.steps.get('m')!.error).toMatchObject({ kind: 'input', place });
});

test('what was done for an item is taken back with what that item saw, and the failure is told with its reason', async () => {
  const state = await engine.run(
    [
      given('{"list": ["a", "b"]}'),
      map({
        as: 'file',
        concurrency: 1,
        steps: [
          text('x', 'did {{ file }}', {
            undo: { kind: 'template', with: { template: 'undid {{ file }} {{ index }}: {{ steps.x.output.text }}' } },
          }),
        ],
      }),
      { id: 'check', kind: 'assert', needs: ['m'], with: { that: ['false'] } },
    ],
    {
      onFailure: {
        rollback: true,
        notify: [
          {
            channel: 'log',
            subject: '{{ run.failure.step }}: {{ run.failure.reason }}',
            body: '{{ run.failure.message }}',
          },
        ],
      },
    },
  );
  expect(phases(state)).toMatchObject({ 'undo:m[0].x': 'succeeded', 'undo:m[1].x': 'succeeded' });
  expect(await engine.value(state.steps.get('undo:m[1].x')!.output)).toEqual({ text: 'undid b 1: did b' });
  expect(await engine.log(state.runId)).toContain('check: check failed');
  expect(engine.errors).toEqual([]);
});
