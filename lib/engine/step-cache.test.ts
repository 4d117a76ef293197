import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunState } from '#lib/domain/run/state.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { forgetKept } from '#lib/storage/engine/forget-kept.ts';
import { forgetRuns } from '#lib/storage/engine/forget-runs.ts';
import { makeWorkflow, startRun } from '#lib/storage/testing/held-run.ts';
import { Engine } from '../../test/engine/harness.ts';

let engine: Engine;
let files = 0;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());

/** A step that leaves a line in its file each time it is executed. */
function stepOf(file: string, more: object = {}) {
  const run = `echo x >> ${file}; echo "line $(wc -l < ${file})"`;
  return { id: 'work', kind: 'shell', with: { run }, cache: { key: 'main' }, ...more };
}
const newFile = () => `${engine.dataDir}/lines-${files++}`;
const linesIn = (file: string) => readFileSync(file, 'utf8').trim().split('\n').length;
const stdout = async (state: RunState, id = 'work') =>
  ((await engine.value(state.steps.get(id)!.output)) as { stdout: string }).stdout.trim();

async function runOf(workflow: string, steps: object[], workspace?: string): Promise<RunState> {
  const spec = workflowSchema.parse({ name: 'test', steps });
  const runId = await startRun(engine.db.pool, workflow, spec, workspace);
  await engine.look(runId);
  return engine.ended(runId);
}

test('a result that is kept is used again, and nothing is executed', async () => {
  const [workflow, file] = [await makeWorkflow(engine.db.pool), newFile()];
  const first = await runOf(workflow, [stepOf(file)]);
  const then = await runOf(workflow, [stepOf(file)]);
  expect(linesIn(file)).toBe(1);
  expect([first, then].map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  expect(await stdout(then)).toBe('line 1');
  expect(first.steps.get('work')!.cached).toBe(null);
  expect(then.steps.get('work')!.cached).toEqual({ runId: first.runId, number: first.number, at: expect.any(Number) });
  const types = (await engine.events(then.runId)).map(({ type }) => type);
  expect(types).toEqual(['run.started', 'run.admitted', 'attempt.started', 'attempt.succeeded', 'run.finished']);
});

test('another key, version, command or workspace, or a result that is too old, is done anew', async () => {
  const [workflow, file] = [await makeWorkflow(engine.db.pool), newFile()];
  await runOf(workflow, [stepOf(file)]);
  await runOf(workflow, [stepOf(file, { cache: { key: 'other' } })]);
  await runOf(workflow, [stepOf(file, { cache: { key: 'main', version: 2 } })]);
  await runOf(workflow, [stepOf(file, { with: { run: `echo x >> ${file}` } })]);
  await runOf(workflow, [stepOf(file)], 'ws_2');
  await runOf(await makeWorkflow(engine.db.pool), [stepOf(file)]);
  expect(linesIn(file)).toBe(6);
  await runOf(workflow, [stepOf(file)]);
  expect(linesIn(file)).toBe(6);
  await engine.db.pool.query('update step_cache set expires_at = now() where workflow_id = $1', [workflow]);
  const anew = await runOf(workflow, [stepOf(file)]);
  expect([linesIn(file), await stdout(anew)]).toEqual([7, 'line 7']);
  expect(await stdout(await runOf(workflow, [stepOf(file)]))).toBe('line 7');
});

test('without a key the rendered parameters tell results apart', async () => {
  const [workflow, file] = [await makeWorkflow(engine.db.pool), newFile()];
  const step = (who: string) => stepOf(file, { cache: {}, with: { run: `echo x >> ${file}`, env: { WHO: who } } });
  for (const who of ['{{ run.workflow }}', '{{ run.workflow }}', '{{ run.number }}', '{{ run.number }}'])
    await runOf(workflow, [step(who)]);
  expect(linesIn(file)).toBe(3);
});

test('failures are not kept, and items of a map share what they keep', async () => {
  const [workflow, file] = [await makeWorkflow(engine.db.pool), newFile()];
  const failing = stepOf(file, { with: { run: `echo x >> ${file}; exit 1` } });
  for (let index = 0; index < 2; index++) expect((await runOf(workflow, [failing])).status).toBe('failed');
  expect(linesIn(file)).toBe(2);
  const inner = { ...stepOf(file), cache: { key: '{{ item }}' } };
  const each = (over: number[]) => ({ id: 'each', kind: 'map', with: { over, concurrency: 1, steps: [inner] } });
  await runOf(workflow, [each([1, 2, 1])]);
  await runOf(workflow, [each([2, 1])]);
  expect(linesIn(file)).toBe(4);
});

test('a large output and its files come along, and this run holds on to them', async () => {
  const [workflow, file] = [await makeWorkflow(engine.db.pool), newFile()];
  const run = `echo x >> ${file}; head -c 20000 /dev/zero | tr '\\0' y`;
  const first = await runOf(workflow, [stepOf(file, { with: { run } })]);
  const artifact = { id: 'a', name: 'notes.md', mediaType: 'text/markdown', bytes: 3, hash: 'f'.repeat(64) };
  await engine.db.pool.query(
    `update step_cache set result = result || jsonb_build_object('artifacts', $2::jsonb) where workflow_id = $1`,
    [workflow, JSON.stringify([artifact])],
  );
  const then = await runOf(workflow, [stepOf(file, { with: { run } })]);
  expect([linesIn(file), (await stdout(then)).length]).toEqual([1, 20_000]);
  const { output } = first.steps.get('work')!;
  const uses = await engine.db.pool.query('select hash from payload_use where run_id = $1', [then.runId]);
  expect(uses.rows.map(({ hash }) => hash)).toContain((output as { ref: string }).ref);
  const rows = await engine.db.pool.query('select id, name, hash, step_id from artifact where run_id = $1', [
    then.runId,
  ]);
  expect(rows.rows).toEqual([
    { id: expect.not.stringMatching(/^a$/), name: 'notes.md', hash: artifact.hash, step_id: 'work' },
  ]);
});

test('what a person asks for again is done again, and kept from then on', async () => {
  const [workflow, file] = [await makeWorkflow(engine.db.pool), newFile()];
  const gate = { placement: 'after', title: 'Right?' };
  const steps = [stepOf(file, { gate })];
  const waiting = async () => {
    const runId = await startRun(engine.db.pool, workflow, workflowSchema.parse({ name: 'test', steps }));
    await engine.look(runId);
    return engine.until(runId, (state) => state.openGates.size > 0);
  };
  await waiting();
  const then = await waiting();
  expect([linesIn(file), then.steps.get('work')!.cached !== null]).toEqual([1, true]);
  const [id] = [...then.openGates];
  const { digest } = then.gates.get(id!)!;
  const actor = { kind: 'member', id: 'm9', name: 'm9', email: 'm9@example.org' } as const;
  await engine.command(then.runId, {
    type: 'decideGate',
    gate: id!,
    actor,
    action: 'retry',
    digest,
    facts: { groups: [], email: actor.email, eligible: [], delegators: [], selfApproval: 'marked' },
  });
  const again = await engine.until(then.runId, (state) => state.openGates.size > 0 && !state.openGates.has(id!));
  expect([await stdout(again), again.steps.get('work')!.cached]).toEqual(['line 2', null]);
  const last = await waiting();
  expect([linesIn(file), await stdout(last)]).toEqual([2, 'line 2']);
});

test('a key that cannot be rendered fails the step with its place', async () => {
  const state = await runOf(await makeWorkflow(engine.db.pool), [
    stepOf(newFile(), { cache: { key: '{{ run.id | no }}' } }),
  ]);
  expect(state.steps.get('work')!.error).toMatchObject({ place: expect.stringContaining('cache.key') });
});

test('what is kept outlives its run, and goes when it is too old', async () => {
  const [workflow, file] = [await makeWorkflow(engine.db.pool), newFile()];
  const run = `echo x >> ${file}; head -c 20000 /dev/zero | tr '\\0' z`;
  const steps = [stepOf(file, { with: { run } })];
  const first = await runOf(workflow, steps);
  const { ref } = first.steps.get('work')!.output as { ref: string };
  const there = async () => (await engine.db.pool.query('select 1 from payload where hash = $1', [ref])).rows.length;
  const forget = async (state: RunState) => {
    await engine.db.pool.query(`update run set finished_at = now() - interval '9 days' where id = $1`, [state.runId]);
    await forgetRuns(engine.db.pool, { days: 8, max: 20 });
  };
  await forget(first);
  await forgetKept(engine.db.pool);
  expect(await there()).toBe(1);
  const then = await runOf(workflow, steps);
  expect([linesIn(file), (await stdout(then)).length]).toEqual([1, 20_000]);
  await engine.db.pool.query(`update step_cache set expires_at = now() - interval '2 hours' where workflow_id = $1`, [
    workflow,
  ]);
  await forgetKept(engine.db.pool);
  expect(await there()).toBe(1);
  await forget(then);
  await forgetKept(engine.db.pool);
  expect(await there()).toBe(0);
});
