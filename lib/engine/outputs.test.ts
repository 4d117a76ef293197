import { afterAll, beforeAll, expect, it } from 'vitest';
import { Engine } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());

const count = { id: 'count', kind: 'transform', with: { expression: '[1, 2, 3]' } };

it('gives typed outputs as their values, beside plain ones', async () => {
  const state = await engine.run([count], {
    outputs: {
      all: { type: 'array', value: '{{ steps.count.output }}', description: 'every number' },
      text: '{{ steps.count.output | size }} numbers',
      plain: { type: 'release', value: 1 },
    },
  });
  expect(state.status).toBe('succeeded');
  expect(await engine.value(state.outputs)).toEqual({
    all: [1, 2, 3],
    text: '3 numbers',
    plain: { type: 'release', value: 1 },
  });
});

it('fails a run whose output is of another type, and names it', async () => {
  const state = await engine.run([count], {
    outputs: { total: { type: 'integer', value: '{{ steps.count.output }}' } },
  });
  expect(state).toMatchObject({
    status: 'failed',
    error: {
      kind: 'output',
      place: 'outputs.total',
      message: 'The output total must be a whole number, but is [1,2,3].',
    },
  });
});
