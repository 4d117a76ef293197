import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunState } from '#lib/domain/run/state.ts';
import { specHash } from '#lib/domain/workflow/canonical.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { makeWorkflow, person, workspaceId } from '#lib/storage/testing/held-run.ts';
import { Engine, phases, type Steps } from '../../test/engine/harness.ts';

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
const call = (workflow: string, more: object = {}, step: object = {}) => ({
  id: 'call',
  kind: 'workflow',
  with: { workflow, ...more },
  ...step,
});
const gate = { id: 'ask', kind: 'gate', gate: { title: 'May it?' } };

let made = 0;
/** A published workflow; answers its name. */
async function publish(steps: Steps, more: object = {}, { versions = 1 } = {}): Promise<string> {
  made += 1;
  const slug = await makeWorkflow(engine.db.pool, `child-${made}`);
  const spec = workflowSchema.parse({ name: slug, steps, ...more });
  for (let number = 1; number <= versions; number++)
    await engine.db.pool.query(
      `insert into workflow_version (workflow_id, number, workspace_id, spec, spec_hash, authors, created_by)
       values ($1, $2, $3, $4, $5, '{writer}', 'writer')`,
      [slug, number, workspaceId, JSON.stringify({ ...spec, description: `v${number}` }), specHash(spec)],
    );
  await engine.db.pool.query('update workflow set latest = $2 where id = $1', [slug, versions]);
  return slug;
}

/** Children of a run, in the order of their numbers. */
async function childrenOf(runId: string): Promise<{ id: string; status: string; number: number; reason: string }[]> {
  const { rows } = await engine.db.pool.query(
    'select id, status, number, reason from run where parent_run_id = $1 order by queued_at, number',
    [runId],
  );
  return rows;
}
async function childOf(runId: string): Promise<string> {
  await expect.poll(async () => (await childrenOf(runId)).length, { timeout: 15_000 }).toBeGreaterThan(0);
  return (await childrenOf(runId)).at(-1)!.id;
}
const errorOf = (state: RunState) => state.steps.get('call')!.error;
const waitingRows = async () =>
  (await engine.db.pool.query<{ n: number }>('select count(*)::int as n from run_child')).rows[0]!.n;

test('a step runs another workflow, holds nobody meanwhile, and its outputs are there for the next', async () => {
  const child = await publish([gate, text('hello', 'Hello {{ inputs.name }}', { needs: ['ask'] })], {
    inputs: { name: { type: 'string' }, polite: { type: 'boolean', default: true } },
    outputs: { said: '{{ steps.hello.output.text }}', polite: '{{ inputs.polite }}' },
  });
  const runId = await engine.start([
    text('who', 'Ada'),
    call(child, { input: { name: '{{ steps.who.output.text }}' } }, { needs: ['who'] }),
    text('after', '{{ steps.call.output.outputs.said }}', { needs: ['call'] }),
  ]);
  const childId = await childOf(runId);
  const asked = await engine.until(childId, (state) => state.openGates.size === 1);
  expect(asked.parent).toEqual({ runId, step: 'call', attempt: 1, depth: 1 });
  expect(asked).toMatchObject({ actor: { id: 'starter' }, authors: ['writer'], version: 1 });
  const waiting = await engine.state(runId);
  expect(waiting.status).toBe('waiting');
  await expect
    .poll(async () => (await engine.db.pool.query('select session_id from run where id = $1', [runId])).rows[0])
    .toEqual({ session_id: null });
  expect(waiting.steps.get('call')!.wait!.child!.runId).toBe(childId);
  const [gateId] = asked.openGates;
  await engine.command(childId, {
    type: 'decideGate',
    gate: gateId!,
    actor: boss,
    action: 'approve',
    digest: asked.gates.get(gateId!)!.digest,
    facts: { groups: [], email: 'boss@example.org', eligible: [], delegators: [], selfApproval: 'never' },
  });
  const state = await engine.ended(runId);
  expect(await engine.value(state.steps.get('call')!.output)).toEqual({
    runId: childId,
    number: 1,
    status: 'succeeded',
    outputs: { said: 'Hello Ada', polite: true },
  });
  expect(await engine.value(state.steps.get('after')!.output)).toEqual({ text: 'Hello Ada' });
  expect(await waitingRows()).toBe(0);
});

test('outputs above 8 KB come through, and stay with the parent', async () => {
  const child = await publish([text('long', '{{ inputs.line }}')], {
    inputs: { line: { type: 'string' } },
    outputs: { long: '{{ steps.long.output.text }}' },
  });
  const line = 'x'.repeat(20_000);
  const state = await engine.run([call(child, { input: { line } })]);
  expect(state.status).toBe('succeeded');
  expect(await engine.value(state.steps.get('call')!.output)).toMatchObject({ outputs: { long: line } });
  const output = state.steps.get('call')!.output as { ref: string };
  const { rows } = await engine.db.pool.query('select 1 from payload_use where run_id = $1 and hash = $2', [
    state.runId,
    output.ref,
  ]);
  expect(rows).toHaveLength(1);
});

test('a child that fails fails its step, and a retry starts a new one', async () => {
  const child = await publish([{ id: 'no', kind: 'assert', with: { that: ['1 == 2'] } }]);
  const state = await engine.run([call(child, {}, { retry: { max: 1, initial: '100ms', jitter: false } })]);
  expect(phases(state)).toEqual({ call: 'failed' });
  const children = await childrenOf(state.runId);
  expect(children.map(({ status }) => status)).toEqual(['failed', 'failed']);
  expect(errorOf(state)).toMatchObject({
    kind: 'error',
    message: `The run ${child} #2 failed: no failed`,
    details: { runId: children[1]!.id, number: 2, status: 'failed' },
  });
});

test('a child that is cancelled fails its step', async () => {
  const child = await publish([gate]);
  const runId = await engine.start([call(child)]);
  const childId = await childOf(runId);
  await engine.until(childId, (state) => state.openGates.size === 1);
  await engine.command(childId, { type: 'cancel', actor: boss, reason: 'not today' });
  const state = await engine.ended(runId);
  expect(errorOf(state)?.message).toBe(`The run ${child} #1 was cancelled: not today`);
});

test('cancelling the parent cancels the child, and the child of the child', async () => {
  const grandchild = await publish([gate]);
  const child = await publish([call(grandchild)]);
  const runId = await engine.start([call(child)]);
  const childId = await childOf(runId);
  const deepest = await childOf(childId);
  await engine.until(deepest, (state) => state.openGates.size === 1);
  await engine.command(runId, { type: 'cancel', actor: boss, reason: 'enough' });
  expect((await engine.state(runId)).status).toBe('cancelled');
  const ended = await engine.ended(deepest);
  expect((await engine.ended(childId)).reason).toMatch(/^test #\d+, which started it, was cancelled: enough$/);
  expect(ended.cancel?.actor.kind).toBe('system');
  expect(ended.gates.get([...ended.gates.keys()][0]!)!.closed?.action).toBe('void');
});

test('skipping the step, a time limit, and a failing parent stop the child too', async () => {
  const child = await publish([gate]);
  const skipped = await engine.start([call(child), { ...gate, needs: ['call'] }]);
  const first = await childOf(skipped);
  await engine.command(skipped, { type: 'skipStep', step: 'call', actor: boss, reason: '' });
  expect((await engine.ended(first)).reason).toContain('does not wait for it any more');

  const late = await engine.start([call(child, {}, { timeout: '1s' })]);
  const second = await childOf(late);
  const failed = await engine.ended(late);
  expect(errorOf(failed)).toMatchObject({ kind: 'timeout', message: 'It took longer than its time limit of 1 s.' });
  expect((await engine.ended(second)).status).toBe('cancelled');

  const failing = await engine.start(
    [call(child), { id: 'bad', kind: 'wait', with: { event: 'never', for: '1s' } }, text('word', 'x')],
    { rules: [{ name: 'stop', when: 'steps.word.output.text == "x"', then: { action: 'block' } }] },
  );
  expect((await engine.ended(failing)).status).toBe('failed');
  for (const { id } of await childrenOf(failing)) expect((await engine.ended(id)).status).toBe('cancelled');
  expect(await waitingRows()).toBe(0);
});

test('what cannot be started says why, and where', async () => {
  const plain = await publish([text('a', 'x')], { inputs: { count: { type: 'integer' } } });
  const secret = await publish([text('a', 'x')], { inputs: { token: { type: 'string', sensitive: true } } });
  const draft = await makeWorkflow(engine.db.pool);
  const archived = await publish([text('a', 'x')]);
  await engine.db.pool.query('update workflow set archived_at = now() where id = $1', [archived]);
  const cases: [object, string, string][] = [
    [{ workflow: 'nothing-like-it' }, 'not_found', 'with.workflow'],
    [{ workflow: draft }, 'not_published', 'with.workflow'],
    [{ workflow: archived }, 'archived', 'with.workflow'],
    [{ workflow: plain, version: 7, input: { count: 1 } }, 'not_found', 'with.version'],
    [{ workflow: plain, input: { count: 'many' } }, 'invalid_input', 'with.input.count'],
    [{ workflow: plain, input: { count: 1, more: 2 } }, 'invalid_input', 'with.input.more'],
    [{ workflow: plain }, 'invalid_input', 'with.input.count'],
    [{ workflow: secret, input: { token: 'abc' } }, 'sensitive_input', 'with.input.token'],
    [{ workflow: secret }, 'sensitive_input', 'with.input.token'],
  ];
  const ended = await Promise.all(cases.map(([given]) => engine.run([{ id: 'call', kind: 'workflow', with: given }])));
  for (const [index, [, code, place]] of cases.entries()) {
    const error = errorOf(ended[index]!);
    expect({ code: error?.details?.code, place: error?.place }).toEqual({ code, place });
    expect(error?.message).toMatch(/\.$/);
    expect(JSON.stringify(error)).not.toContain('"abc"');
    expect(await childrenOf(ended[index]!.runId)).toEqual([]);
  }
});

test('the version that was named runs, else the latest', async () => {
  const child = await publish([text('a', 'x')], {}, { versions: 3 });
  const versions = async (given: object) => {
    const { runId } = await engine.run([call(child, given)]);
    return (await engine.state(await childOf(runId))).version;
  };
  expect(await versions({ version: 2 })).toBe(2);
  expect(await versions({})).toBe(3);
});

test('workflows that start each other in a circle end at the tenth level', async () => {
  const slug = `child-${made + 1}`;
  await publish([call(slug)]);
  const state = await engine.run([call(slug)]);
  expect(state.status).toBe('failed');
  const { rows } = await engine.db.pool.query<{ n: number; deepest: string }>(
    `select count(*)::int as n, max(id) filter (where error->>'message' like '%more than 10 levels%' and not exists
      (select 1 from run below where below.parent_run_id = r.id)) as deepest from run r where workflow_id = $1`,
    [slug],
  );
  expect(rows[0]!.n).toBe(10);
  const deepest = await engine.state(rows[0]!.deepest);
  expect(deepest.parent?.depth).toBe(10);
  expect(errorOf(deepest)?.details?.code).toBe('too_deep');
});

test('a map starts a child for each item', async () => {
  const child = await publish([text('a', '{{ inputs.n }}!')], {
    inputs: { n: { type: 'integer' } },
    outputs: { said: '{{ steps.a.output.text }}' },
  });
  const state = await engine.run([
    {
      id: 'each',
      kind: 'map',
      with: { over: [1, 2, 3, 4, 5, 6, 7], concurrency: 3, steps: [call(child, { input: { n: '{{ item }}' } })] },
    },
  ]);
  const output = (await engine.value(state.steps.get('each')!.output)) as { items: { outputs: { said: string } }[] };
  expect(output.items.map(({ outputs }) => outputs.said)).toEqual(['1!', '2!', '3!', '4!', '5!', '6!', '7!']);
  expect(await childrenOf(state.runId)).toHaveLength(7);
});

test('the time limit of a map ends what its items wait for', async () => {
  const child = await publish([gate]);
  const runId = await engine.start([
    { id: 'each', kind: 'map', timeout: '1s', with: { over: [1, 2], steps: [call(child)] } },
  ]);
  const state = await engine.ended(runId);
  expect(state.steps.get('each')).toMatchObject({ phase: 'failed', error: { kind: 'timeout' } });
  const children = await childrenOf(runId);
  expect(children).toHaveLength(2);
  for (const { id } of children) expect((await engine.ended(id)).status).toBe('cancelled');
});
