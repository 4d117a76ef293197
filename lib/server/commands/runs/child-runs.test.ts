import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunView } from '#lib/contracts/run.ts';
import { forgetRuns } from '#lib/storage/engine/forget-runs.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let release: string;
let reviewer: TestPerson;

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
  await product.workflow(
    owner,
    [
      { id: 'ask', kind: 'gate', gate: { title: 'Deploy it?' } },
      { id: 'said', kind: 'template', needs: ['ask'], with: { template: 'Deployed {{ inputs.target }}' } },
    ],
    {
      name: 'deploy',
      inputs: { target: { type: 'string' } },
      outputs: { said: '{{ steps.said.output.text }}' },
    },
  );
  release = await product.workflow(
    owner,
    [
      {
        id: 'call',
        name: 'Deploy',
        kind: 'workflow',
        with: { workflow: 'deploy', input: { target: '{{ inputs.to }}' } },
      },
    ],
    {
      name: 'release',
      inputs: { to: { type: 'string', default: 'staging' } },
      outputs: { said: '{{ steps.call.output.outputs.said }}' },
    },
  );
});
afterAll(() => product.close());

const runs = async (query: string): Promise<{ id: string; workflowName: string }[]> =>
  (await product.api.call('GET', `/api/v1/runs?${query}`, { as: owner })).body.items;
const asked = (run: RunView) => run.waitingFor.some(({ gate }) => gate !== undefined);

test('a gate of a child is seen from its parent, decided, and the parent goes on', async () => {
  const id = await product.start(owner, release);
  const waiting = await product.until(owner, id, asked);
  const child = waiting.steps[0]!.child!;
  expect(child).toMatchObject({ number: 1, workflowName: 'deploy', status: 'waiting' });
  expect(waiting.waitingFor).toMatchObject([
    { reason: 'approval', step: 'call', run: child.runId, gate: expect.any(String) },
    { reason: 'run', step: 'call', text: 'Waiting for the run that Deploy started.' },
  ]);
  expect(waiting.parent).toBeNull();

  const below = await product.run(owner, child.runId);
  expect(below.parent).toEqual({ runId: id, step: 'call', number: waiting.number, workflowName: 'release' });
  expect(below.startedBy).toEqual(waiting.startedBy);
  expect((await runs(`parent=${id}`)).map((run) => run.id)).toEqual([child.runId]);

  const gate = await product.gate(reviewer, child.runId);
  expect(gate.id).toBe(waiting.waitingFor[0]!.gate);
  expect((await product.decide(reviewer, gate, { action: 'approve' })).status).toBe(200);
  const ended = await product.until(owner, id, (run) => run.finishedAt !== null);
  expect(ended).toMatchObject({ status: 'succeeded', outputs: { said: 'Deployed staging' } });
  expect(ended.steps[0]).toMatchObject({
    child: { runId: child.runId, status: 'succeeded', waitingFor: [] },
    output: { runId: child.runId, number: 1, status: 'succeeded', outputs: { said: 'Deployed staging' } },
  });
});

test('a gate two levels down leads there from the top', async () => {
  const top = await product.workflow(owner, [{ id: 'call', kind: 'workflow', with: { workflow: 'release' } }], {
    name: 'train',
  });
  const id = await product.start(owner, top);
  const run = await product.until(owner, id, asked);
  const gate = run.waitingFor.find(({ reason }) => reason === 'approval')!;
  expect(gate.run).not.toBe(run.steps[0]!.child!.runId);
  expect((await runs(`parent=${run.steps[0]!.child!.runId}`)).map(({ id: deepest }) => deepest)).toEqual([gate.run]);

  const answer = await product.api.call('POST', `/api/v1/runs/${id}/cancel`, { as: owner, body: { reason: 'no' } });
  expect(answer.status).toBe(200);
  const ended = await product.until(owner, gate.run!, (below) => below.finishedAt !== null);
  expect(ended).toMatchObject({ status: 'cancelled', startedBy: run.startedBy });
  const { body } = await product.api.call('GET', `/api/v1/approvals/${gate.gate}`, { as: owner });
  expect(body.status).toBe('closed');
});

test('a child that a person cancels fails its step', async () => {
  const id = await product.start(owner, release);
  const { steps } = await product.until(owner, id, asked);
  const { runId } = steps[0]!.child!;
  await product.api.call('POST', `/api/v1/runs/${runId}/cancel`, { as: owner, body: { reason: 'not today' } });
  const ended = await product.until(owner, id, (run) => run.finishedAt !== null);
  expect(ended.steps[0]).toMatchObject({
    status: 'failed',
    error: { kind: 'error', details: { runId, status: 'cancelled' } },
    child: { runId, status: 'cancelled' },
  });
  expect(ended.steps[0]!.error!.message).toMatch(/^The run deploy #\d+ was cancelled: not today$/);
});

test('a child that could not be made is not shown', async () => {
  const flow = await product.workflow(owner, [{ id: 'call', kind: 'workflow', with: { workflow: 'nowhere' } }]);
  const id = await product.start(owner, flow);
  const run = await product.until(owner, id, ({ finishedAt }) => finishedAt !== null);
  expect(run.steps[0]).toMatchObject({
    status: 'failed',
    error: { place: 'with.workflow', details: { code: 'not_found' } },
    child: null,
  });
});

test('a child outlives the run that started it', async () => {
  const id = await product.start(owner, release);
  const { steps } = await product.until(owner, id, asked);
  const { runId } = steps[0]!.child!;
  await product.api.call('POST', `/api/v1/runs/${runId}/cancel`, { as: owner, body: { reason: 'over' } });
  await product.until(owner, id, (run) => run.finishedAt !== null);
  await product.api.db.pool.query(`UPDATE run SET finished_at = now() - interval '9 days' WHERE id = $1`, [id]);
  await forgetRuns(product.api.db.pool, { days: 8, max: 10 });
  expect((await product.api.call('GET', `/api/v1/runs/${id}`, { as: owner })).status).toBe(404);
  expect(await product.run(owner, runId)).toMatchObject({ status: 'cancelled', parent: null });
});

test('parameters of the step are checked before it is published', async () => {
  const answer = await product.api.call('POST', '/api/v1/validate', {
    as: owner,
    body: {
      spec: {
        name: 'w',
        steps: [{ id: 'call', kind: 'workflow', with: { workflow: '', version: 'two', input: [1], more: 1 } }],
      },
    },
  });
  const paths = answer.body.findings.map(({ path }: { path: string[] }) => path.join('.'));
  for (const name of ['workflow', 'version', 'input', 'more']) expect(paths).toContain(`steps.0.with.${name}`);
});
