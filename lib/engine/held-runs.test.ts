import { afterEach, beforeEach, expect, test } from 'vitest';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { makeWorkflow, startRun } from '#lib/storage/testing/held-run.ts';
import { Engine } from '../../test/engine/harness.ts';

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open();
});
afterEach(() => engine.close());

test('a run that is given while a claim of it is under way is driven, though that claim comes back without it', async () => {
  let asked: (runId: string) => void = () => undefined;
  let answer: () => void = () => undefined;
  const claimed = new Promise<string>((resolve) => {
    asked = resolve;
  });
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let second = '';
  const { worker } = await engine.worker({
    around: (tools) => ({
      ...tools,
      store: {
        ...tools.store,
        claim: async (given) => {
          const held = await tools.store.claim(given);
          if (given.runId !== second) return held;
          asked(given.runId);
          await answered;
          return held;
        },
        // The sweep would mend it a second later.
        stirred: async () => [],
      },
    }),
  });
  const workflow = workflowSchema.parse({
    name: 'test',
    steps: [{ id: 'pass', kind: 'wait', with: { for: '10m' } }],
    concurrency: { key: 'one' },
  });
  const id = await makeWorkflow(engine.db.pool);
  const first = await startRun(engine.db.pool, id, workflow);
  await worker.look(first);
  second = await startRun(engine.db.pool, id, workflow);
  void worker.look(second);
  expect(await claimed).toBe(second);
  await engine.command(first, {
    type: 'cancel',
    actor: { kind: 'system', id: null, name: 'test' },
    reason: 'its place is wanted',
  });
  const given = async () => (await engine.db.pool.query('select session_id from run where id = $1', [second])).rows[0];
  await expect.poll(given, { timeout: 10_000 }).toEqual({ session_id: worker.session.id }).finally(answer);
  await engine.until(second, ({ status }) => status === 'waiting');
});
