import { afterEach, beforeEach, expect, test } from 'vitest';
import { Engine } from '../../test/engine/harness.ts';

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open();
});
afterEach(() => engine.close());

test('a run whose request is under way while its worker ends in good order goes on at the next one', async () => {
  let asked = 0;
  const first = await engine.worker({
    around: (tools) => ({
      ...tools,
      egress: {
        send: (_policy, { signal }) => {
          asked += 1;
          const aborted = { ok: false, fault: { code: 'aborted', message: 'It was stopped.' } } as const;
          return new Promise((answer) => signal.addEventListener('abort', () => answer(aborted)));
        },
      },
    }),
  });
  const runId = await engine.start([
    { id: 'call', kind: 'http', with: { method: 'POST', url: 'http://example.org/', body: {} } },
  ]);
  await expect.poll(() => asked).toBe(1);
  await first.close({ graceMs: 0 });
  await engine.worker({
    around: (tools) => ({
      ...tools,
      egress: {
        send: async () => ({ ok: true, answer: { status: 200, headers: {}, url: '', body: Buffer.from('') } }),
      },
    }),
  });
  const state = await engine.ended(runId);
  expect(state).toMatchObject({ status: 'succeeded' });
  expect(state.steps.get('call')).toMatchObject({ attempt: 2 });
});
