import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let author: TestPerson;
let reviewer: TestPerson;
let second: TestPerson;

beforeAll(async () => {
  product = await openProduct();
  const { api } = product;
  [author, reviewer, second] = (await Promise.all(
    (['owner', 'reviewer', 'reviewer'] as const).map((role) => api.person(role)),
  )) as [TestPerson, TestPerson, TestPerson];
  await api.db.pool.query(`UPDATE workspace SET self_approval = 'never' WHERE id = $1`, [api.workspaceId]);
});
afterAll(() => product.close());

const follows = (id: string, on: string, field = 'text') => ({
  id,
  kind: 'template',
  needs: [{ step: 'a', on }],
  with: { template: `{{ steps.a.output.${field} }}` },
});
const text = (gate: object) => ({ id: 'a', kind: 'template', with: { template: 'try {{ gate.feedback }}' }, gate });
const ways = (field = 'text') => [follows('next', 'success', field), follows('instead', 'failure', field)];
const alone = (gate: object) => [
  { id: 'notes', kind: 'template', with: { template: 'try {{ gate.feedback }}' } },
  { id: 'a', kind: 'gate', needs: ['notes'], with: { payload: '{{ steps.notes.output }}', rework: ['notes'] }, gate },
  ...ways(),
];

/** A step that a gate stands at, and what follows it when it went well and when it failed. */
const drawn = {
  before: [text({ placement: 'before' }), ...ways()],
  after: [text({ placement: 'after' }), ...ways()],
  onFailure: [
    {
      id: 'a',
      kind: 'shell',
      // Goes well only when the reviewer's comment reaches it.
      with: { run: 'test "$SAID" = again && printf %s "$SAID"', env: { SAID: '{{ gate.feedback }}' } },
      gate: { placement: 'onFailure' },
    },
    ...ways('stdout'),
  ],
  alone: alone({}),
  choice: [...alone({ outcomes: ['ship', 'hold'] }), follows('ship', 'ship'), follows('hold', 'hold')],
};
type Placement = keyof typeof drawn;

type Cell = {
  at: Placement;
  action: string;
  decision?: object;
  /** Of the run, of steps, and what `next` was given. */
  run: string;
  steps: Record<string, string>;
  next?: string;
};
const passes = { run: 'succeeded', steps: { a: 'succeeded', next: 'succeeded', instead: 'skipped' } };
const waived = { run: 'succeeded', steps: { a: 'skipped', next: 'succeeded', instead: 'skipped' }, next: '' };
const cancelled = { run: 'cancelled', steps: { a: 'cancelled', next: 'cancelled', instead: 'cancelled' } };
const edited = { payload: { text: 'edited' } };

const cells: Cell[] = [
  { at: 'before', action: 'approve', ...passes, next: 'try ' },
  { at: 'before', action: 'modify', decision: { payload: { template: 'edited' } }, ...passes, next: 'edited' },
  { at: 'before', action: 'skip', ...waived },
  { at: 'before', action: 'cancel', ...cancelled },
  { at: 'after', action: 'approve', ...passes, next: 'try ' },
  { at: 'after', action: 'modify', decision: edited, ...passes, next: 'edited' },
  { at: 'after', action: 'skip', ...waived },
  { at: 'after', action: 'cancel', ...cancelled },
  {
    at: 'onFailure',
    action: 'approve',
    run: 'succeeded',
    steps: { a: 'failed', next: 'skipped', instead: 'succeeded' },
  },
  { at: 'onFailure', action: 'modify', decision: { payload: { stdout: 'edited' } }, ...passes, next: 'edited' },
  { at: 'onFailure', action: 'skip', ...waived },
  { at: 'onFailure', action: 'cancel', ...cancelled },
  { at: 'alone', action: 'approve', ...passes, next: 'try ' },
  { at: 'alone', action: 'modify', decision: edited, ...passes, next: 'edited' },
  { at: 'alone', action: 'skip', ...waived },
  { at: 'alone', action: 'cancel', ...cancelled },
  { at: 'choice', action: 'skip', ...waived },
  { at: 'choice', action: 'cancel', ...cancelled },
  {
    at: 'choice',
    action: 'outcome',
    decision: { outcome: 'ship' },
    run: 'succeeded',
    steps: { a: 'succeeded', ship: 'succeeded', hold: 'skipped', instead: 'skipped' },
  },
];

async function waiting(at: Placement): Promise<{ run: string; gate: ApprovalView }> {
  const run = await product.start(author, await product.workflow(author, drawn[at]));
  return { run, gate: await product.gate(reviewer, run) };
}
const ended = (run: string) => product.until(author, run, ({ finishedAt }) => finishedAt !== null);
const statuses = ({ steps }: RunView) => Object.fromEntries(steps.map(({ id, status }) => [id, status]));
const outputOf = ({ steps }: RunView, step: string) => steps.find(({ id }) => id === step)?.output;

test.each(cells)('$action $at', async ({ at, action, decision = {}, run: status, steps, next }) => {
  const { run, gate } = await waiting(at);
  expect(gate.placement).toBe(at === 'choice' ? 'alone' : at);
  const { status: told, body } = await product.decide(reviewer, gate, { action, comment: 'So be it.', ...decision });
  expect({ told, closed: body.closed }).toEqual({ told: 200, closed: true });
  const after = await ended(run);
  expect(after.status).toBe(status);
  expect(statuses(after)).toMatchObject(steps);
  if (next !== undefined) expect(outputOf(after, 'next')).toEqual({ text: next });
  if (action === 'skip') expect(outputOf(after, 'a')).toBeNull();
});

test.each(['before', 'after', 'alone'] as const)(
  'retry %s asks again, and the comment reaches the step',
  async (at) => {
    const { run, gate } = await waiting(at);
    expect((await product.decide(reviewer, gate, { action: 'retry', comment: 'again' })).body.closed).toBe(true);
    await product.until(author, run, ({ steps }) => steps.some(({ gate: open }) => open !== null && open !== gate.id));
    const asked = await product.gate(second, run);
    expect(asked.id).not.toBe(gate.id);
    expect(JSON.stringify(asked.payload)).toContain('try again');
    // Whoever sent it back does not let it pass.
    const own = await product.decide(reviewer, asked, { action: 'approve' });
    expect(own).toMatchObject({ status: 403, body: { code: 'self_approval' } });
    expect((await product.decide(second, asked, { action: 'approve' })).body.closed).toBe(true);
    const after = await ended(run);
    expect(after.status).toBe('succeeded');
    expect(outputOf(after, 'next')).toEqual({ text: 'try again' });
  },
);

test('retry onFailure runs the step again with the comment', async () => {
  const { run, gate } = await waiting('onFailure');
  expect(gate.error).toMatchObject({ kind: 'exit' });
  expect((await product.decide(reviewer, gate, { action: 'retry', comment: 'again' })).body.closed).toBe(true);
  const after = await ended(run);
  expect(after.steps.find(({ id }) => id === 'a')).toMatchObject({ status: 'succeeded', attempt: 2 });
  expect(statuses(after)).toMatchObject({ next: 'succeeded', instead: 'skipped' });
  expect(outputOf(after, 'next')).toEqual({ text: 'again' });
});

test.each(['before', 'after', 'onFailure', 'alone'] as const)('an outcome is nothing to choose %s', async (at) => {
  const { gate } = await waiting(at);
  const told = await product.decide(reviewer, gate, { action: 'outcome', outcome: 'ship' });
  expect(told).toMatchObject({ status: 422, body: { code: 'action_not_allowed' } });
});

test.each(['approve', 'modify'])('%s is no way on where outcomes are', async (action) => {
  const { gate } = await waiting('choice');
  const told = await product.decide(reviewer, gate, { action, ...(action === 'modify' ? edited : {}) });
  expect(told).toMatchObject({ status: 422, body: { code: 'action_not_allowed' } });
});
