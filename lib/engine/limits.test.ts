import { afterAll, beforeAll, expect, test } from 'vitest';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { makeWorkflow, startRun, workspaceId } from '#lib/storage/testing/held-run.ts';
import { Engine } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  for (let index = 0; index < 3; index++) await engine.worker({ slots: 4, pools: ['default', 'gpu'] });
});
afterAll(() => engine.close());

/** Notes how many of the same name are under way while it runs. */
const counted = (name: string) =>
  `d=${engine.dataDir}/${name}; mkdir -p $d; touch $d/$$; ls $d | wc -l >> ${engine.dataDir}/${name}.most; sleep 0.05; rm $d/$$`;
async function most(name: string): Promise<number> {
  const state = await engine.run([
    { id: 'read', kind: 'shell', with: { run: `sort -n ${engine.dataDir}/${name}.most | tail -1` } },
  ]);
  return Number(((await engine.value(state.steps.get('read')!.output)) as { stdout: string }).stdout);
}
const limit = (scope: string, name: string, max: number) =>
  engine.db.pool.query('insert into usage_limit values ($1, $2, $3, $4)', [workspaceId, scope, name, max]);

async function startAll(count: number, spec: object, workflowId?: string): Promise<string[]> {
  const id = workflowId ?? (await makeWorkflow(engine.db.pool));
  const workflow = workflowSchema.parse({ name: 'test', ...spec });
  const runs = [];
  for (let index = 0; index < count; index++) runs.push(await startRun(engine.db.pool, id, workflow));
  await Promise.all(runs.map((runId) => engine.look(runId)));
  return runs;
}

test('runs with one key never overlap, whichever of three workers drives them', async () => {
  const runs = await startAll(6, {
    steps: [{ id: 'work', kind: 'shell', with: { run: counted('key') } }],
    concurrency: { key: 'main' },
  });
  for (const runId of runs) expect((await engine.ended(runId, 30_000)).status).toBe('succeeded');
  const marks = [];
  for (const runId of runs) {
    const events = await engine.events(runId);
    marks.push({ from: events.find(({ type }) => type === 'run.admitted')!.at, to: events.at(-1)!.at });
  }
  marks.sort((a, b) => a.from - b.from);
  for (const [index, { from }] of marks.entries())
    if (index > 0) expect(from).toBeGreaterThanOrEqual(marks[index - 1]!.to);
  expect(await most('key')).toBe(1);
}, 60_000);

test('a pool runs no more attempts of a workspace at once than its limit, over all workers', async () => {
  await limit('pool', 'gpu', 2);
  // Workers look at limits each second.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const steps = Array.from({ length: 8 }, (_, index) => ({
    id: `s${index}`,
    kind: 'shell',
    pool: 'gpu',
    with: { run: counted('pool') },
  }));
  const runs = await startAll(2, { steps });
  for (const runId of runs) expect((await engine.ended(runId, 30_000)).status).toBe('succeeded');
  expect(await most('pool')).toBeLessThanOrEqual(2);
}, 60_000);

test('a workflow has no more runs under way at once than its limit', async () => {
  const workflow = await makeWorkflow(engine.db.pool);
  await limit('workflow', workflow, 2);
  const steps = [{ id: 'work', kind: 'shell', with: { run: counted('workflow') } }];
  const runs = await startAll(6, { steps }, workflow);
  for (const runId of runs) expect((await engine.ended(runId, 30_000)).status).toBe('succeeded');
  expect(await most('workflow')).toBeLessThanOrEqual(2);
}, 60_000);
