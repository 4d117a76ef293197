import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { HeavyWork } from '#lib/steps/compute/heavy-work.ts';
import { stepKind } from '#lib/steps/registry.ts';
import { createArtifactStore } from '#lib/storage/engine/artifacts.ts';
import { createRunStore, type PostgresRunStore } from '#lib/storage/engine/run-store.ts';
import { createSessions } from '#lib/storage/engine/sessions.ts';
import { createLogStore } from '#lib/storage/logs.ts';
import { letIn, makeWorkflow, startRun } from '#lib/storage/testing/held-run.ts';
import { Engine, phases, type Steps } from '../../test/engine/harness.ts';
import { DatabaseClock } from './clock.ts';
import type { Append, AppendResult, RunStore } from './ports.ts';
import { RunActor } from './run-actor.ts';
import { Turns } from './turns.ts';

const heavy = new HeavyWork();
let engine: Engine;
let store: PostgresRunStore;
beforeAll(async () => {
  engine = await Engine.open();
  store = createRunStore({ pool: engine.db.pool, url: engine.db.url });
});
afterAll(async () => {
  await heavy.close();
  await store.close();
  await engine.close();
});

/** Drives one run to its end on the real store, with faults put between the two. */
async function drive(steps: Steps, append: (request: Append) => Promise<AppendResult>) {
  const { pool } = engine.db;
  const runId = await startRun(pool, await makeWorkflow(pool), workflowSchema.parse({ name: 'test', steps }));
  await letIn(pool, runId);
  const session = await createSessions({ pool }).open({ host: 'here', pid: 1, pools: [], slots: 0 });
  const held = await store.claim({ runId, session });
  if (!held) throw new Error('not claimed');
  const faulty: RunStore = { ...store, append };
  const actor = new RunActor(held, {
    store: faulty,
    cache: { find: async () => null },
    policies: { of: async () => [] },
    kinds: stepKind,
    heavyWork: heavy.workOut,
    session,
    worker: 'here:1',
    clock: new DatabaseClock(session.epochMs, () => performance.now()),
    monotonic: () => performance.now(),
    slots: {
      reserve: () => false,
      unreserve: () => {},
      start: () => {},
      has: () => false,
      offer: () => {},
      cancel: () => {},
    },
    turns: new Turns(() => performance.now()),
    logs: createLogStore({ pool }),
    artifacts: createArtifactStore({ dataDir: engine.dataDir }),
    egress: { send: async () => ({ ok: false, fault: { code: 'refused', message: 'nothing goes out in this test' } }) },
    channels: { send: async () => ({ ok: true, said: '' }) },
    sealed: { open: async () => new Map() },
    maxSteps: 100,
    follow: () => {},
    limits: { memoryBytes: null, cpuMs: null, fileBytes: null },
    isAwake: () => true,
    chance: { id: randomUUID, number: () => 0.5 },
    onError: () => {},
  });
  await actor.done;
  return { state: await engine.state(runId), events: await engine.events(runId) };
}

const text = (id: string, more: object = {}) => ({ id, kind: 'template', with: { template: id }, ...more });

test('fails only the step whose result the database refuses', async () => {
  const { state } = await drive(
    [
      text('a'),
      text('bad', { needs: ['a'] }),
      text('c', { needs: ['a'] }),
      text('d', { needs: [{ step: 'bad', on: 'failure' }] }),
    ],
    async (request) => {
      const refused = request.events.some((event) => event.type === 'attempt.succeeded' && event.data.step === 'bad');
      return refused ? { ok: false, reason: 'data', error: new Error('cannot be kept') } : store.append(request);
    },
  );
  expect(phases(state)).toEqual({ a: 'succeeded', bad: 'failed', c: 'succeeded', d: 'succeeded' });
  expect(state.steps.get('bad')?.error).toMatchObject({
    kind: 'output',
    message: expect.stringContaining('cannot be kept'),
  });
});

test('goes on from the truth when the answer of an append was lost, whether it went through or not', async () => {
  let calls = 0;
  const { state, events } = await drive(
    Array.from({ length: 200 }, (_, index) => text(`s${index}`, index ? { needs: [`s${index - 1}`] } : {})),
    async (request) => {
      calls += 1;
      if (calls === 2) throw new Error('the connection was lost before');
      const result = await store.append(request);
      if (calls === 4) throw new Error('the connection was lost after');
      return result;
    },
  );
  expect(state.status).toBe('succeeded');
  const started = events.flatMap((event) => (event.type === 'attempt.started' ? event.data.step : []));
  expect(started).toHaveLength(200);
  expect(new Set(started).size).toBe(200);
});

test('drops its state and starts nothing when it is fenced off', async () => {
  let taken = false;
  const { state } = await drive([text('a', { gate: { placement: 'after' } })], async (request) => {
    if (!taken) {
      taken = true;
      await engine.db.pool.query('update run set epoch = epoch + 1 where id = $1', [request.runId]);
    }
    return store.append(request);
  });
  expect(state.seq).toBe(1);
});
