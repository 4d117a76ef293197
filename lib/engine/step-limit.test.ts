import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { stepWaiting } from '#lib/domain/run/waiting.ts';
import { Engine, phases } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker({ slots: 8, maxSteps: 2 });
});
afterAll(() => engine.close());

const shell = (id: string, run: string, more: object = {}) => ({ id, kind: 'shell', with: { run }, ...more });
const untilFile = (name: string) => `until test -e ${engine.dataDir}/${name}; do sleep 0.02; done`;

/** The most attempts that were under way at once, going by the events. */
function mostAtOnce(events: RunEvent[]): number {
  const under = new Set<string>();
  let most = 0;
  for (const { type, data } of events) {
    if (type === 'attempt.queued' || type === 'attempt.started') under.add(data.step);
    if (type === 'attempt.succeeded' || type === 'attempt.failed' || type === 'attempt.lost') under.delete(data.step);
    most = Math.max(most, under.size);
  }
  return most;
}

test('has no more steps of a run under way at once than allowed, retries included', async () => {
  const flaky = { retry: { max: 1, initial: '1ms', on: ['exit'] } };
  const steps = Array.from({ length: 7 }, (_, index) => shell(`s${index}`, 'exit $((COUNTERSIGN_ATTEMPT < 2))', flaky));
  const runId = await engine.start(steps);
  const state = await engine.ended(runId);
  expect(state.status).toBe('succeeded');
  expect([...state.steps.values()].map((step) => step.attempt)).toEqual(steps.map(() => 2));
  expect(mostAtOnce(await engine.events(runId))).toBe(2);
});

test('a step that waits for that says so; gates and steps that compute go on meanwhile', async () => {
  const runId = await engine.start([
    shell('one', untilFile('go')),
    shell('two', untilFile('go')),
    shell('three', 'true'),
    shell('signed', 'true', { gate: { placement: 'before' } }),
    { id: 'text', kind: 'template', with: { template: 'x' } },
    { id: 'after', kind: 'template', needs: ['text'], with: { template: 'y' } },
  ]);
  const settled = (now: RunState) =>
    now.openGates.size > 0 && now.active.size === 2 && now.steps.get('after')!.phase === 'succeeded';
  const state = await engine.until(runId, settled);
  expect(phases(state)).toEqual({
    one: 'running',
    two: 'running',
    three: 'ready',
    signed: 'gated',
    text: 'succeeded',
    after: 'succeeded',
  });
  expect(stepWaiting(state, 'three')).toEqual({
    reason: 'slot',
    step: 'three',
    text: 'three waits: 2 steps of this run are under way.',
  });
  await engine.run([shell('open', `touch ${engine.dataDir}/go`)]);
  const later = await engine.until(runId, (now) => now.active.size === 0 && now.ready.size === 0);
  expect(later.steps.get('three')?.phase).toBe('succeeded');
});
