import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { workspaceId } from '#lib/storage/testing/held-run.ts';
import { Engine, phases } from '../../test/engine/harness.ts';
import { conditionSource } from './watch/condition.ts';
import { freshMemo, noted } from './watch/sample.ts';

let engine: Engine;
let address: string;
let asked = 0;
let answer: (nth: number) => { status?: number; body: unknown };

const server = createServer((_request, response) => {
  asked += 1;
  const { status = 200, body } = answer(asked);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  engine = await Engine.open();
  await engine.db.pool.query(
    `insert into workspace (id, slug, name, allowed_hosts) values ($1, 'one', 'One', $2)
     on conflict (id) do update set allowed_hosts = $2`,
    [workspaceId, [address]],
  );
  await engine.worker();
});
afterAll(async () => {
  await engine.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = 0;
  answer = () => ({ body: { queue: 1 } });
});

const watch = (given: object, more: object = {}) => ({
  id: 'soak',
  kind: 'watch',
  with: { every: '200ms', window: '800ms', probe: { http: { url: `http://${address}/` } }, ...given },
  ...more,
});
const outputOf = async (runId: string) => engine.value((await engine.state(runId)).steps.get('soak')?.output);

test('percent and durations become numbers, and nothing else changes', () => {
  expect(conditionSource('error_rate > 5%')).toBe('error_rate > 0.05');
  expect(conditionSource('response_time > 2000ms && response_time < 1.5m || error_rate >= 100%')).toBe(
    'response_time > 2000 && response_time < 90000 || error_rate >= 1.0',
  );
  for (const same of [
    '7 % 2 == 1',
    'x%2 == 0',
    '10%3 == 1',
    '10%x == 1',
    'probe == "5% in 2s"',
    "probe == '2s'",
    'a5s > 1',
    'probe.d2s',
  ])
    expect(conditionSource(same)).toBe(same);
});

test('what is noted stays small, however long it goes on and however much comes back', () => {
  let memo = freshMemo(0);
  for (let nth = 0; nth < 500; nth++)
    memo = noted(memo, {
      value: { status: 200, headers: { a: 'x'.repeat(500) }, body: 'y'.repeat(nth), ms: nth },
      failed: null,
      ms: nth,
    });
  expect([memo.count, memo.worst]).toEqual([500, 499]);
  expect(memo.samples.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(memo).length).toBeLessThan(20_000);
  const big = noted(memo, {
    value: { status: 200, headers: {}, body: 'z'.repeat(100_000), ms: 1 },
    failed: null,
    ms: 1,
  });
  expect(big.samples.at(-1)).toEqual({ status: 200, headers: {}, body: null, ms: 1 });
});

test('a calm window ends well, by its outcome where edges ask for it', async () => {
  const state = await engine.run([
    watch({ tripWhen: 'probe.body.queue > 100', onTrip: 'outcome' }),
    { id: 'good', kind: 'template', needs: [{ step: 'soak', on: 'calm' }], with: { template: 'calm' } },
    { id: 'bad', kind: 'template', needs: [{ step: 'soak', on: 'tripped' }], with: { template: 'tripped' } },
  ]);
  expect(phases(state)).toEqual({ soak: 'succeeded', good: 'succeeded', bad: 'notTaken' });
  const output = (await outputOf(state.runId)) as { samples: number };
  expect(output).toMatchObject({ tripped: false, why: null, errors: 0, last: { status: 200, body: { queue: 1 } } });
  expect(output.samples).toBe(asked);
  expect(asked).toBeGreaterThan(1);
  expect(asked).toBeLessThanOrEqual(6);
  expect(state.steps.get('soak')!.attempt).toBe(1);
});

test('it trips only after as many probes in a row as are asked, and the step fails with what it saw', async () => {
  // The third is calm, so that only the fourth and fifth are two in a row.
  answer = (nth) => ({ body: { queue: [0, 500, 0, 500, 500][nth - 1] ?? 0 } });
  const state = await engine.run([watch({ window: '30s', tripWhen: ['probe.body.queue > 100'], trips: 2 })]);
  const { error, phase } = state.steps.get('soak')!;
  expect([phase, asked]).toEqual(['failed', 5]);
  expect(error).toMatchObject({ kind: 'assert', place: 'with.tripWhen', details: { samples: 5, tripped: true } });
  expect(error!.message).toContain('probe.body.queue > 100');
});

test("the share of failures is read as the seeds write it, and the samples' history too", async () => {
  answer = (nth) => ({ status: nth > 2 ? 503 : 200, body: {} });
  const state = await engine.run([
    watch({
      window: '30s',
      tripWhen: ['error_rate > 45%', 'size(samples) > 90'],
      onTrip: 'outcome',
      onError: 'ignore',
    }),
  ]);
  expect(await outputOf(state.runId)).toMatchObject({ tripped: true, why: 'error_rate > 45%', samples: 4, errors: 2 });
});

test('three failed probes in a row trip it, unless they are ignored', async () => {
  answer = () => ({ status: 500, body: 'broken' });
  const given = { window: '2s', tripWhen: 'probe.body.queue > 100' };
  const state = await engine.run([watch({ ...given, window: '30s' })]);
  expect(state.steps.get('soak')!.error!.message).toContain('3 probes failed in a row');
  const calm = await engine.run([watch({ ...given, window: '600ms', onError: 'ignore' })]);
  expect(calm.steps.get('soak')!.phase).toBe('succeeded');
});

test('an expression is probed too; one that cannot be evaluated fails the step with its place', async () => {
  const state = await engine.run([
    { id: 'list', kind: 'transform', with: { expression: '[1, 2, 3]' } },
    watch(
      {
        probe: { expression: 'size(steps.list.output)' },
        tripWhen: 'probe >= steps.list.output[2]',
        onTrip: 'outcome',
      },
      { needs: ['list'] },
    ),
  ]);
  expect(await outputOf(state.runId)).toMatchObject({ tripped: true, last: 3, samples: 1 });
  const broken = await engine.run([
    watch({ probe: { expression: '1' }, tripWhen: ['probe > 5', 'probe.nothing > 1'] }),
  ]);
  expect(broken.steps.get('soak')!.error).toMatchObject({
    kind: 'expression',
    place: expect.stringContaining('with.tripWhen.1'),
  });
});

test('it waits without a worker, and goes on with another one where the first had stopped', async () => {
  const own = await Engine.open();
  try {
    await own.db.pool.query(
      `insert into workspace (id, slug, name, allowed_hosts) values ($1, 'one', 'One', $2)
       on conflict (id) do update set allowed_hosts = $2`,
      [workspaceId, [address]],
    );
    const first = await own.worker();
    const runId = await own.start([
      watch({ window: '6s', every: '1s', tripWhen: 'size(samples) >= 4', onTrip: 'outcome' }),
    ]);
    await own.until(runId, (state) => state.suspended.has('soak') && asked >= 2);
    await first.close({ graceMs: 0 });
    const before = asked;
    await own.worker();
    await own.look(runId);
    const state = await own.ended(runId);
    expect(state.status).toBe('succeeded');
    const output = (await own.value(state.steps.get('soak')!.output)) as { samples: number; tripped: boolean };
    // Counted on from what was noted, not from the start.
    expect([output.tripped, output.samples]).toEqual([true, 4]);
    expect(asked - before).toBeLessThanOrEqual(3);
  } finally {
    await own.close();
  }
});

test('a refused address fails at once, with the place', async () => {
  const state = await engine.run([
    watch({ probe: { http: { url: 'http://127.0.0.1:9/' } }, tripWhen: 'probe.status > 500' }),
  ]);
  expect(state.steps.get('soak')!.error).toMatchObject({ kind: 'refused', place: 'with.probe.http.url' });
});
