import { afterEach, beforeEach, expect, test } from 'vitest';
import { Engine } from '../../test/engine/harness.ts';

// What the database did, and never said: the connection was lost in between.

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open();
});
afterEach(() => engine.close());

const said = { id: 'said', kind: 'template', with: { template: 'well' } };

/** Does it, and fails the first times as if the answer had been lost. */
function losing<Given extends unknown[], Answer>(times: number, call: (...given: Given) => Promise<Answer>) {
  let lost = 0;
  return async (...given: Given): Promise<Answer> => {
    const answer = await call(...given);
    if (lost === times) return answer;
    lost += 1;
    throw new Error('Connection terminated unexpectedly');
  };
}

test('a run that was claimed by an answer which never came is found, and goes on', async () => {
  // The ring, and whoever looks a second time.
  await engine.worker({
    around: (tools) => ({ ...tools, store: { ...tools.store, claim: losing(2, tools.store.claim) } }),
  });
  expect(await engine.run([said])).toMatchObject({ status: 'succeeded' });
});

test('runs that were admitted by an answer which never came are found, and go on', async () => {
  let lost = false;
  await engine.worker({
    around: (tools) => ({
      ...tools,
      admission: {
        ...tools.admission,
        async admit(request) {
          const admitted = await tools.admission.admit(request);
          if (lost || admitted.length === 0) return admitted;
          lost = true;
          throw new Error('Connection terminated unexpectedly');
        },
      },
    }),
  });
  const runId = await engine.start([said]).catch(async () => {
    const { rows } = await engine.db.pool.query<{ id: string }>('select id from run');
    return rows[0]!.id;
  });
  expect(await engine.ended(runId)).toMatchObject({ status: 'succeeded' });
});

test('an attempt whose large parameters could not be read begins when they can', async () => {
  const first = await engine.worker();
  const long = `probe > 100 || '${'x'.repeat(9000)}' == ''`;
  const runId = await engine.start([
    { id: 'look', kind: 'watch', with: { every: '1s', window: '2s', probe: { expression: '1' }, tripWhen: long } },
  ]);
  await engine.until(runId, (state) => state.steps.get('look')?.phase === 'suspended');
  await first.close({ graceMs: 0 });
  let failed = 0;
  await engine.worker({
    around: (tools) => ({
      ...tools,
      store: {
        ...tools.store,
        async payloads(request) {
          if (failed === 2) return tools.store.payloads(request);
          failed += 1;
          throw new Error('Connection terminated unexpectedly');
        },
      },
    }),
  });
  expect(await engine.ended(runId)).toMatchObject({ status: 'succeeded' });
  expect(failed).toBe(2);
});
