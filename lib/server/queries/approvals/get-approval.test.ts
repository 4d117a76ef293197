import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let author: TestPerson;
let reviewer: TestPerson;
let second: TestPerson;

beforeAll(async () => {
  product = await openProduct();
  const { api } = product;
  author = await api.person('owner');
  reviewer = await api.person('reviewer');
  second = await api.person('reviewer');
  await api.db.pool.query(`UPDATE workspace SET self_approval = 'never' WHERE id = $1`, [api.workspaceId]);
});
afterAll(() => product.close());

const notes = (gate: object) => ({
  id: 'notes',
  kind: 'template',
  with: { template: 'Notes' },
  gate: { placement: 'after', ...gate },
});

async function waiting(gate: object) {
  const run = await product.start(author, await product.workflow(author, [notes(gate)]));
  return { run, gate: await product.gate(reviewer, run) };
}

test('who has signed is not asked again while others still have to', async () => {
  const { gate, run } = await waiting({ quorum: 2 });
  const asked = async (who: typeof reviewer) =>
    (await product.api.call('GET', `/api/v1/approvals?mine=1&status=open&runId=${run}`, { as: who })).body.items.length;
  expect(await asked(reviewer)).toBe(1);
  await product.decide(reviewer, gate, { action: 'approve' });
  expect([await asked(reviewer), await asked(second)]).toEqual([0, 1]);
  expect((await product.gate(reviewer, run)).mine).toMatchObject({ may: true, signed: true });
});

test('a stranger to the gate may not stop it either, one whom four eyes exclude may', async () => {
  const { gate, run } = await waiting({ reviewers: { users: [reviewer.email, author.email] } });
  expect((await product.gate(author, run)).mine).toMatchObject({ may: false, mayStop: true });
  const { body } = await product.api.call('GET', `/api/v1/approvals/${gate.id}`, { as: second });
  expect(body.mine).toMatchObject({ may: false, mayStop: false });
});

test('the form asks in the order of its author', async () => {
  const properties = { ticket: { type: 'string' }, at: { type: 'string' }, risk: { enum: ['low', 'high'] } };
  const { gate } = await waiting({ form: { type: 'object', properties } });
  expect(Object.keys((gate.form as { properties: object }).properties)).toEqual(['ticket', 'at', 'risk']);
});
