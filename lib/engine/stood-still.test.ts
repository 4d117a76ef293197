import { afterEach, beforeEach, expect, test } from 'vitest';
import { Engine } from '../../test/engine/harness.ts';

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open();
});
afterEach(() => engine.close());

test('a process that stood still just before an effect does not begin it: the next holder does', async () => {
  let stoodMs = 0;
  const sent: string[] = [];
  await engine.worker({
    around: (tools) => ({
      ...tools,
      monotonic: () => tools.monotonic() + stoodMs,
      logs: {
        open(attempt) {
          // As a suspended process: time has gone by, and no timer of its own has run yet.
          if (stoodMs === 0) stoodMs = 10_000;
          return tools.logs.open(attempt);
        },
      },
      egress: {
        async send(_policy, { headers }) {
          sent.push(headers['idempotency-key'] ?? '');
          return { ok: true, answer: { status: 200, headers: {}, url: '', body: Buffer.from('') } };
        },
      },
    }),
  });
  const state = await engine.run([
    { id: 'call', kind: 'http', with: { method: 'POST', url: 'http://example.org/', body: {} } },
  ]);
  expect(state.steps.get('call')).toMatchObject({ phase: 'succeeded', attempt: 2 });
  expect(sent).toEqual([state.steps.get('call')?.key]);
});
