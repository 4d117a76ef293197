import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let author: TestPerson;
let reviewer: TestPerson;
let gates: ApprovalView[];

beforeAll(async () => {
  product = await openProduct();
  author = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
  const gate = { placement: 'after', commentRequired: ['skip'] };
  const steps = [
    { id: 'notes', kind: 'template', with: { template: '# {{ inputs.title }}' }, gate },
    {
      id: 'facts',
      kind: 'transform',
      with: { set: { price: 'inputs.price', where: "'everywhere'" } },
      gate: { placement: 'after', stepUp: true, form: { type: 'object', properties: { ticket: { type: 'string' } } } },
    },
  ];
  const inputs = { title: { type: 'string', default: 'Same' }, price: { type: 'number', default: 1 } };
  const workflow = await product.workflow(author, steps, { inputs });
  gates = [];
  for (const price of [1, 2, 2, 3]) {
    const run = await product.start(author, workflow, { input: { price } });
    await product.until(author, run, ({ steps: all }) => all.every((step) => step.gate !== null));
    const { body } = await product.api.call('GET', `/api/v1/approvals?runId=${run}`, { as: reviewer });
    for (const { id } of body.items)
      gates.push((await product.api.call('GET', `/api/v1/approvals/${id}`, { as: reviewer })).body);
  }
});
afterAll(() => product.close());

const at = (step: string) => gates.filter((gate) => gate.step === step);
const preview = async (ids: string[]) =>
  (await product.api.call('POST', '/api/v1/approvals/bulk/preview', { as: reviewer, body: { ids } })).body;

test('before deciding many one sees in what they differ, place by place, with the digests to name', async () => {
  const told = await preview([...gates.map(({ id }) => id), 'nothing']);
  expect(told.gone).toEqual(['nothing']);
  expect(told.groups).toHaveLength(2);
  const group = (step: string) => told.groups.find((one: { step: string }) => one.step === step);
  expect(group('notes')).toMatchObject({
    differ: [],
    more: 0,
    policiesDiffer: false,
    commentRequired: ['skip'],
    form: false,
    stepUp: false,
  });
  expect(group('notes').actions).toContain('approve');
  const facts = group('facts');
  expect(facts).toMatchObject({ form: true, stepUp: true });
  expect(facts.differ).toHaveLength(1);
  expect(facts.differ[0]).toMatchObject({ path: 'price', distinct: 3 });
  expect(facts.differ[0].values.toSorted()).toEqual([1, 2, 3]);
  for (const { id, digest, mine } of facts.gates) {
    expect(digest).toBe(gates.find((gate) => gate.id === id)?.digest);
    expect(mine.may).toBe(true);
  }
});

test('decisions of one run are made in their order, and each result is in the place of its decision', async () => {
  const [first, second, third] = at('notes') as [ApprovalView, ApprovalView, ApprovalView];
  const decisions = [
    { id: first.id, digest: first.digest, action: 'skip' },
    { id: second.id, digest: second.digest, action: 'approve' },
    { id: 'nothing', digest: first.digest, action: 'approve' },
    { id: first.id, digest: first.digest, action: 'approve' },
    {
      id: third.id,
      digest: second.id
        .padEnd(64, '0')
        .replaceAll(/[^0-9a-f]/g, '0')
        .slice(0, 64),
      action: 'approve',
    },
    { id: first.id, digest: first.digest, action: 'approve' },
  ];
  const { status, body } = await product.api.call('POST', '/api/v1/approvals/bulk', {
    as: reviewer,
    body: { decisions },
  });
  expect(status).toBe(200);
  expect(body.results.map(({ id }: { id: string }) => id)).toEqual(decisions.map(({ id }) => id));
  expect(body.results).toMatchObject([
    { ok: false, status: 422, code: 'comment_required' },
    { ok: true, status: 200 },
    { ok: false, status: 404, code: 'not_found' },
    { ok: true, status: 200 },
    { ok: false, status: 409, code: 'stale_digest' },
    { ok: false, status: 409, code: 'gate_closed', detail: expect.stringContaining('approved') },
  ]);
  expect((await preview([first.id, third.id])).gone).toEqual([first.id]);
});
