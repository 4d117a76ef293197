import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
});
afterAll(() => product.close());

const steps = [
  { id: 'fetch', kind: 'shell', with: { run: 'exit 9' } },
  { id: 'sign', kind: 'gate', needs: ['fetch'], gate: { outcomes: ['ship', 'hold'] } },
  {
    id: 'choose',
    kind: 'branch',
    needs: [{ step: 'sign', on: 'ship' }],
    with: { cases: [{ name: 'big', when: 'true' }] },
  },
  {
    id: 'write',
    kind: 'template',
    needs: [{ step: 'choose', on: 'big' }],
    when: 'false',
    as: 'written',
    with: { template: '{{ inputs.who }}: {{ steps.fetch.output.lines | size }} of {{ steps.sign.output.title }}' },
    gate: { placement: 'after' },
  },
  { id: 'after', kind: 'shell', needs: ['write'], with: { run: 'exit 1' } },
];
const tryStep = (workflow: string, step: string, body: object, as = owner) =>
  product.api.call('POST', `/api/v1/workflows/${workflow}/steps/${step}/test`, { as, body });

test('runs one step of the draft on what is given, and nothing else', async () => {
  const workflow = await product.workflow(owner, steps, { inputs: { who: { type: 'string', default: 'nobody' } } });
  const started = await tryStep(workflow, 'write', {
    input: { who: 'you' },
    outputs: { fetch: { lines: [1, 2, 3] }, sign: { title: 'the notes' } },
  });
  expect(started.status).toBe(201);
  const run = await product.until(owner, started.body.id, ({ finishedAt }) => finishedAt !== null);
  expect(run).toMatchObject({ status: 'succeeded', draft: true, rerunOf: null });
  expect(run.steps.map(({ id, status, reused }) => [id, status, reused])).toEqual([
    ['fetch', 'succeeded', true],
    ['sign', 'succeeded', true],
    ['choose', 'succeeded', true],
    ['write', 'succeeded', false],
  ]);
  expect(run.steps.at(-1)!.output).toEqual({ text: 'you: 3 of the notes' });
  const record = await product.api.call('GET', `/api/v1/audit?runId=${run.id}`, { as: owner });
  expect(record.body.items[0]).toMatchObject({ action: 'run.started', details: { tests: 'write', draft: true } });
});

test('refuses steps that are not there or only ask people, wrong input, and people who may not start runs', async () => {
  const workflow = await product.workflow(owner, steps, { inputs: { who: { type: 'integer' } } });
  for (const step of ['sign', 'nothing'])
    expect((await tryStep(workflow, step, { input: { who: 1 } })).body).toMatchObject({ code: 'invalid_input' });
  expect((await tryStep(workflow, 'write', { input: { who: 'x' } })).status).toBe(422);
  expect((await tryStep(workflow, 'write', {}, await product.api.person('reviewer'))).status).toBe(403);
  expect((await tryStep('no-such', 'write', {})).status).toBe(404);
});
