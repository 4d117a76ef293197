import { afterAll, beforeAll, expect, test } from 'vitest';
import { person } from '#lib/storage/testing/held-run.ts';
import { Engine, phases } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());

const boss = person('boss');
const text = (id: string, template: string, more: object = {}) => ({
  id,
  kind: 'template',
  with: { template },
  ...more,
});
const outputOf = async (runId: string, step: string) =>
  engine.value((await engine.state(runId)).steps.get(step)?.output);

test('a wait for a time holds nobody, and the run goes on by itself', async () => {
  const runId = await engine.start([
    { id: 'soak', kind: 'wait', with: { for: '1s' } },
    text('after', 'waited until {{ steps.soak.output.at }}', { needs: ['soak'] }),
  ]);
  const waiting = await engine.until(runId, (state) => state.suspended.has('soak'));
  expect(waiting.status).toBe('waiting');
  const state = await engine.ended(runId);
  expect(state.status).toBe('succeeded');
  const { at } = (await outputOf(runId, 'soak')) as { at: string };
  expect(state.steps.get('soak')!.finishedAt).toBeGreaterThanOrEqual(Date.parse(at));
});

test('a far wait gives the run up, and a signal that fits ends it', async () => {
  const runId = await engine.start([
    { id: 'paid', kind: 'wait', with: { event: 'payment', match: 'event.data.order == 7', for: '1h' } },
    text('thanks', 'from {{ steps.paid.output.by }}: {{ steps.paid.output.data.sum }}', { needs: ['paid'] }),
  ]);
  await engine.until(runId, (state) => state.suspended.has('paid'));
  await expect
    .poll(async () => (await engine.db.pool.query('select session_id from run where id = $1', [runId])).rows[0])
    .toEqual({ session_id: null });
  const signal = (id: string, order: number) =>
    engine.command(runId, {
      type: 'signal',
      signal: id,
      name: 'payment',
      data: { v: { order, sum: order * 10 } },
      actor: boss,
    });
  await signal('s1', 6);
  await signal('s2', 7);
  await engine.ended(runId);
  expect(await outputOf(runId, 'thanks')).toEqual({ text: 'from boss: 70' });
  expect((await engine.state(runId)).signals.map(({ id }) => id)).toEqual(['s1']);
});

test('a map does its steps for each item and gathers what they gave', async () => {
  const runId = await engine.start([
    { id: 'list', kind: 'transform', with: { expression: '["a", "b", "c"]' } },
    {
      id: 'm',
      kind: 'map',
      needs: ['list'],
      with: {
        over: '{{ steps.list.output }}',
        as: 'letter',
        concurrency: 2,
        steps: [
          text('x', '{{ letter }}{{ index }}'),
          { ...text('y', '<{{ steps.x.output.text }}>'), needs: ['x'], when: 'letter != "b"' },
        ],
        output: 'y',
      },
    },
    text('all', '{{ steps.m.output.items | json }}', { needs: ['m'] }),
  ]);
  const state = await engine.ended(runId);
  expect(state.status).toBe('succeeded');
  expect(await outputOf(runId, 'm')).toEqual({
    count: 3,
    items: [{ text: '<a0>' }, null, { text: '<c2>' }],
    failed: [],
  });
});

test('a failed item is retried by itself while the run lives', async () => {
  const flag = `${engine.dataDir}/flag`;
  const runId = await engine.start([
    {
      id: 'm',
      kind: 'map',
      with: {
        over: [1, 2],
        onItemFailure: 'fail',
        steps: [
          {
            id: 'x',
            kind: 'shell',
            with: { run: 'test "$N" = 1 || test -e "$FLAG"', env: { N: '{{ item }}', FLAG: flag } },
          },
        ],
      },
    },
    { id: 'open', kind: 'gate' },
  ]);
  const failed = await engine.until(runId, (state) => state.steps.get('m')!.phase === 'failed');
  expect(failed.steps.get('m')!.error!.message).toContain('Item 2 failed at x');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(flag, '');
  await engine.command(runId, { type: 'retryStep', step: 'm[1].x', actor: boss, comment: 'now' });
  const state = await engine.until(runId, ({ steps }) => steps.get('m')!.phase === 'succeeded');
  expect(phases(state)).toMatchObject({ 'm[0].x': 'succeeded', 'm[1].x': 'succeeded' });
  expect([state.steps.get('m[0].x')!.attempt, state.steps.get('m[1].x')!.attempt]).toEqual([1, 2]);
});

test('a rule that holds stops the run, takes back what succeeded and tells of it', async () => {
  const state = await engine.run(
    [
      text('deploy', 'v1', { undo: { kind: 'template', with: { template: 'undid {{ steps.deploy.output.text }}' } } }),
      { id: 'measure', kind: 'transform', needs: ['deploy'], with: { set: { errors: '7.0' } } },
      { id: 'announce', kind: 'shell', needs: ['measure'], with: { run: 'true' } },
    ],
    {
      rules: [{ name: 'too many errors', when: 'steps.measure.output.errors > 5.0', then: { action: 'rollback' } }],
      onFailure: { notify: [{ channel: 'log', subject: 'rolled back' }] },
    },
  );
  expect([state.status, state.reason]).toEqual(['failed', 'the rule “too many errors” came true']);
  expect(phases(state)).toMatchObject({
    announce: 'cancelled',
    'undo:deploy': 'succeeded',
    'onFailure:notify-1': 'succeeded',
  });
  expect(await engine.value(state.steps.get('undo:deploy')!.output)).toEqual({ text: 'undid v1' });
  expect(await engine.log(state.runId)).toContain('rolled back');
});

test('a step that is skipped while it runs is stopped, and a paused run starts nothing', async () => {
  const runId = await engine.start([
    { id: 'long', kind: 'shell', with: { run: 'sleep 60' } },
    text('next', 'on', { needs: ['long'] }),
  ]);
  await engine.until(runId, (state) => state.steps.get('long')!.phase === 'running');
  await engine.command(runId, { type: 'pause', actor: boss, reason: '' });
  await engine.command(runId, { type: 'skipStep', step: 'long', actor: boss, reason: 'no' });
  await engine.until(runId, (state) => state.active.size === 0);
  expect(phases(await engine.state(runId))).toEqual({ long: 'waived', next: 'ready' });
  await expect
    .poll(async () => (await engine.db.pool.query('select 1 from pool_task where run_id = $1', [runId])).rowCount)
    .toBe(0);
  await engine.command(runId, { type: 'resume', actor: boss });
  expect((await engine.ended(runId)).status).toBe('succeeded');
});

test('fallbacks take the place of what failed', async () => {
  const state = await engine.run([
    { id: 'a', kind: 'shell', with: { run: 'exit 3' }, fallback: [{ kind: 'template', with: { template: 'plan B' } }] },
  ]);
  expect(state.status).toBe('succeeded');
  expect(await engine.value(state.steps.get('a')!.output)).toEqual({ text: 'plan B' });
});

test('what the engine said is clean', () => expect(engine.errors).toEqual([]));
