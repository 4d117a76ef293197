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

const notes = (gate: object = {}) => ({
  id: 'notes',
  kind: 'template',
  with: { template: 'Notes' },
  gate: { placement: 'after', ...gate },
});
const publish = {
  id: 'publish',
  kind: 'template',
  needs: ['notes'],
  with: { template: '{{ steps.notes.output.text }}!' },
};

async function waiting(gate: object = {}) {
  const workflow = await product.workflow(author, [notes(gate), publish]);
  const run = await product.start(author, workflow);
  return { run, gate: await product.gate(reviewer, run) };
}
const audit = async (run: string) =>
  (await product.api.call('GET', `/api/v1/audit?runId=${run}&action=gate`, { as: author })).body.items;
const ended = (run: string) => product.until(author, run, ({ finishedAt }) => finishedAt !== null);

test('an approval lets the run go on, and is sealed and recorded', async () => {
  const { run, gate } = await waiting();
  const { status, body } = await product.decide(reviewer, gate, { action: 'approve', comment: 'Fine.' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    closed: true,
    gate: { status: 'closed', closed: { action: 'approve', expired: false } },
  });
  const after = await ended(run);
  expect(after.status).toBe('succeeded');
  expect(after.steps[0]?.seals).toMatchObject([{ action: 'approve', comment: 'Fine.', selfSigned: false }]);
  const [entry] = await audit(run);
  expect(entry).toMatchObject({ action: 'gate.decided', runId: run, changes: [], details: { digest: gate.digest } });
  expect(entry.sentence).toContain('approved notes in release #');
});

test('a reviewer sees what they sign, what each choice does and who else may decide', async () => {
  const { gate } = await waiting({ reviewers: { users: [reviewer.email] }, title: 'Are these right?' });
  expect(gate).toMatchObject({
    title: 'Are these right?',
    payload: { text: 'Notes' },
    mine: { may: true, why: null, selfSigned: false },
    quorum: { have: 0, need: 1, text: '0 of 1 reviewer' },
  });
  expect(gate.actions.map(({ action }) => action)).toEqual(['approve', 'modify', 'retry', 'skip', 'cancel']);
  expect(gate.preview.find(({ action }) => action === 'approve')?.runs).toEqual(['publish']);
  const { body } = await product.api.call('GET', `/api/v1/approvals/${gate.id}`, { as: second });
  expect(body.mine).toMatchObject({ may: false, why: expect.stringContaining(reviewer.email) });
});

test('a modify passes the edit on and is recorded field by field', async () => {
  const { run, gate } = await waiting({ editable: ['text'] });
  const { status } = await product.decide(reviewer, gate, { action: 'modify', payload: { text: 'Better' } });
  expect(status).toBe(200);
  const after = await ended(run);
  expect(after.steps.map(({ output }) => output)).toEqual([{ text: 'Better' }, { text: 'Better!' }]);
  const [entry] = await audit(run);
  expect(entry.changes).toEqual([{ path: 'text', kind: 'changed', before: 'Notes', after: 'Better' }]);
  expect(entry.sentence).toContain('changed 1 field');
});

test('refuses an edit of other fields or of another type', async () => {
  const { gate } = await waiting({ editable: ['text'] });
  const more = await product.decide(reviewer, gate, { action: 'modify', payload: { text: 'Better', more: 1 } });
  expect(more).toMatchObject({ status: 422, body: { code: 'payload_invalid', errors: [{ path: 'more' }] } });
  const typed = await product.decide(reviewer, gate, { action: 'modify', payload: { text: 7 } });
  expect(typed).toMatchObject({ status: 422, body: { code: 'payload_invalid', errors: [{ path: 'text' }] } });
  const gone = await product.decide(reviewer, gate, { action: 'modify', payload: {} });
  expect(gone).toMatchObject({ status: 422, body: { code: 'payload_invalid' } });
  const none = await product.decide(reviewer, gate, { action: 'modify' });
  expect(none).toMatchObject({ status: 422, body: { code: 'payload_invalid' } });
});

test('refuses edited parameters that the step cannot take', async () => {
  const step = { ...notes({ placement: 'before' }) };
  const run = await product.start(author, await product.workflow(author, [step]));
  const gate = await product.gate(reviewer, run);
  const bad = await product.decide(reviewer, gate, { action: 'modify', payload: { template: 'x', nonsense: true } });
  expect(bad).toMatchObject({ status: 422, body: { code: 'payload_invalid' } });
  expect((await product.decide(reviewer, gate, { action: 'modify', payload: { template: 'x' } })).status).toBe(200);
  expect((await ended(run)).steps[0]?.output).toEqual({ text: 'x' });
});

test('refuses a decision on a stale digest and shows the approval as it is now', async () => {
  const { gate } = await waiting({ quorum: 2 });
  await product.decide(reviewer, gate, { action: 'modify', payload: { text: 'Other' } });
  const { status, body } = await product.decide(second, gate, { action: 'approve' });
  expect(status).toBe(409);
  expect(body).toMatchObject({ code: 'stale_digest', gate: { id: gate.id, payload: { text: 'Other' } } });
  expect(body.gate.digest).not.toBe(gate.digest);
  expect((await product.decide(second, body.gate, { action: 'approve' })).body.closed).toBe(true);
});

test('a modify voids the votes given to the old payload', async () => {
  const { gate } = await waiting({ quorum: 2 });
  const third = await product.api.person('reviewer');
  expect((await product.decide(reviewer, gate, { action: 'approve' })).body).toMatchObject({ closed: false });
  const edited = await product.decide(second, gate, { action: 'modify', payload: { text: 'Other' } });
  expect(edited.body).toMatchObject({ closed: false, gate: { quorum: { have: 1, need: 2 } } });
  const { body } = await product.api.call('GET', `/api/v1/approvals/${gate.id}`, { as: third });
  expect(body.votes).toMatchObject([
    { action: 'approve', void: true },
    { action: 'modify', void: false },
  ]);
  expect((await product.decide(third, body, { action: 'approve' })).body.closed).toBe(true);
});

test('of twenty who decide at once one closes the gate, and the others are told who', async () => {
  const { run, gate } = await waiting();
  const people = await Promise.all(Array.from({ length: 20 }, () => product.api.person('reviewer')));
  const answers = await Promise.all(people.map((person) => product.decide(person, gate, { action: 'approve' })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const late = answers.filter(({ status }) => status === 409);
  expect(late).toHaveLength(19);
  for (const { body } of late) expect(body).toMatchObject({ code: 'gate_closed', gate: { status: 'closed' } });
  expect(late[0]?.body.detail).toContain('approved');
  await ended(run);
  expect(await audit(run)).toHaveLength(1);
});

test('two different people make a quorum of two, one person twice does not', async () => {
  const { gate } = await waiting({ quorum: 2 });
  expect((await product.decide(reviewer, gate, { action: 'approve' })).body.closed).toBe(false);
  expect((await product.decide(reviewer, gate, { action: 'approve' })).body.code).toBe('already_voted');
  expect((await product.decide(second, gate, { action: 'approve' })).body.closed).toBe(true);
});

test('whoever started the run cannot approve it, by a key neither, but may stop it', async () => {
  const { run, gate } = await waiting();
  expect(await product.decide(author, gate, { action: 'approve' })).toMatchObject({
    status: 403,
    body: { code: 'self_approval', detail: expect.stringContaining('you started this run') },
  });
  const key = await product.api.key(author, ['decide', 'read']);
  const path = `/api/v1/approvals/${gate.id}/decisions`;
  const byKey = await product.api.call('POST', path, { key, body: { action: 'approve', digest: gate.digest } });
  expect(byKey).toMatchObject({ status: 403, body: { code: 'self_approval' } });
  expect((await product.decide(author, gate, { action: 'cancel' })).status).toBe(200);
  expect((await ended(run)).status).toBe('cancelled');
});

test('where the workspace marks it, self-approval passes and says so everywhere', async () => {
  const { api } = product;
  await api.db.pool.query(`UPDATE workspace SET self_approval = 'marked' WHERE id = $1`, [api.workspaceId]);
  const { run } = await waiting();
  const gate = await product.gate(author, run);
  expect(gate.mine).toMatchObject({ may: true, why: null, selfSigned: true });
  expect((await product.decide(author, gate, { action: 'approve' })).status).toBe(200);
  expect((await ended(run)).steps[0]?.seals[0]?.selfSigned).toBe(true);
  expect((await audit(run))[0].sentence).toContain('self-signed');
  const strict = await waiting({ selfApproval: 'never' });
  expect((await product.decide(author, strict.gate, { action: 'approve' })).body.code).toBe('self_approval');
  await api.db.pool.query(`UPDATE workspace SET self_approval = 'never' WHERE id = $1`, [api.workspaceId]);
});

test('refuses who is no reviewer, who may not decide at all, and a key without that scope', async () => {
  const { gate } = await waiting({ reviewers: { users: [reviewer.email] } });
  expect((await product.decide(second, gate, { action: 'approve' })).body.code).toBe('not_a_reviewer');
  const viewer = await product.api.person('viewer');
  expect((await product.decide(viewer, gate, { action: 'approve' })).body.code).toBe('forbidden');
  const key = await product.api.key(reviewer, ['read', 'run']);
  const path = `/api/v1/approvals/${gate.id}/decisions`;
  const byKey = await product.api.call('POST', path, { key, body: { action: 'approve', digest: gate.digest } });
  expect(byKey.body.code).toBe('forbidden');
});

test('refuses what the gate does not offer, unknown outcomes and missing comments', async () => {
  const { gate } = await waiting({ actions: ['approve', 'cancel'], commentRequired: ['cancel'] });
  expect((await product.decide(reviewer, gate, { action: 'skip' })).body.code).toBe('action_not_allowed');
  expect((await product.decide(reviewer, gate, { action: 'cancel' })).body.code).toBe('comment_required');
  const steps = [{ id: 'sign', kind: 'gate', gate: { outcomes: ['ship', 'hold'] } }];
  const alone = await product.gate(reviewer, await product.start(author, await product.workflow(author, steps)));
  const unknown = await product.decide(reviewer, alone, { action: 'outcome', outcome: 'burn' });
  expect(unknown.body.code).toBe('outcome_unknown');
  expect((await product.decide(reviewer, alone, { action: 'outcome', outcome: 'ship' })).body.closed).toBe(true);
});

test('a form is checked against its schema', async () => {
  const form = {
    type: 'object',
    properties: { ticket: { type: 'string', pattern: '^REL-[0-9]+$' } },
    required: ['ticket'],
  };
  const { gate } = await waiting({ form });
  expect((await product.decide(reviewer, gate, { action: 'approve' })).body).toMatchObject({
    code: 'form_invalid',
    errors: [{ path: 'ticket' }],
  });
  const wrong = await product.decide(reviewer, gate, { action: 'approve', form: { ticket: 'X' } });
  expect(wrong.body.code).toBe('form_invalid');
  expect((await product.decide(reviewer, gate, { action: 'approve', form: { ticket: 'REL-7' } })).status).toBe(200);
});

test('takes no decision after the gate expired', async () => {
  const run = await product.start(
    author,
    await product.workflow(author, [notes({ expire: { after: '0.05s', then: 'cancel' } })]),
  );
  await new Promise((resolve) => setTimeout(resolve, 60));
  // Whether or not the timer has closed it by now.
  const { body } = await product.api.call('GET', `/api/v1/approvals?status=any&runId=${run}`, { as: reviewer });
  const gate = { id: body.items[0].id, digest: '0'.repeat(64) };
  const late = await product.decide(reviewer, gate, { action: 'approve' });
  expect(late).toMatchObject({
    status: 409,
    body: { code: 'gate_closed', detail: expect.stringContaining('expired') },
  });
  expect((await ended(run)).status).toBe('cancelled');
});

test('another workspace and junk find nothing', async () => {
  const { gate } = await waiting();
  const stranger = await product.api.person('owner', { workspaceId: await product.api.workspace() });
  expect((await product.decide(stranger, gate, { action: 'approve' })).status).toBe(404);
  expect((await product.api.call('GET', `/api/v1/approvals/${gate.id}`, { as: stranger })).status).toBe(404);
  for (const id of ['nothing', '%00', '..', "'; drop table run", '🐟', 'x'.repeat(300)])
    expect(
      (await product.decide(reviewer, { ...gate, id: encodeURIComponent(id) }, { action: 'approve' })).status,
    ).toBe(404);
});

test('decides several at once, each on its own, and tells each result', async () => {
  const [one, two] = [await waiting(), await waiting()];
  const decisions = [
    { id: one.gate.id, digest: one.gate.digest, action: 'approve' },
    { id: two.gate.id, digest: '0'.repeat(64), action: 'approve' },
    { id: 'nothing', digest: '0'.repeat(64), action: 'approve' },
  ];
  const { status, body } = await product.api.call('POST', '/api/v1/approvals/bulk', {
    as: reviewer,
    body: { decisions },
  });
  expect(status).toBe(200);
  expect(body.results).toMatchObject([
    { ok: true, status: 200 },
    { ok: false, status: 409, code: 'stale_digest' },
    { ok: false, status: 404, code: 'not_found' },
  ]);
});

test('a repeat with the same Idempotency-Key gets the first answer', async () => {
  const { run, gate } = await waiting();
  const call = () =>
    product.api.call('POST', `/api/v1/approvals/${gate.id}/decisions`, {
      as: reviewer,
      body: { action: 'approve', digest: gate.digest },
      headers: { 'idempotency-key': `key-${gate.id}` },
    });
  const [first, again] = [await call(), await call()];
  expect(again.status).toBe(200);
  expect(again.body).toEqual(first.body);
  await ended(run);
  expect(await audit(run)).toHaveLength(1);
});

test('comments are kept with who and when; a claim is a sign for others', async () => {
  const { gate } = await waiting();
  const comment = { body: { text: 'Looks odd <script>' } };
  const path = `/api/v1/approvals/${gate.id}`;
  expect((await product.api.call('POST', `${path}/comments`, { as: second, ...comment })).status).toBe(201);
  expect((await product.api.call('POST', `${path}/claim`, { as: reviewer })).status).toBe(204);
  expect((await product.api.call('POST', `${path}/claim`, { as: second })).body.code).toBe('conflict');
  const { body } = await product.api.call('GET', path, { as: second });
  expect(body.comments).toMatchObject([{ text: 'Looks odd <script>' }]);
  expect(body.claimedBy).toMatchObject({ id: reviewer.memberId, name: expect.stringContaining('reviewer') });
  expect((await product.api.call('DELETE', `${path}/claim`, { as: reviewer })).status).toBe(204);
});

test('the inbox lists what is mine to decide, page by page', async () => {
  const mine = await product.api.person('reviewer');
  const gates = [];
  for (let index = 0; index < 3; index++) gates.push((await waiting({ reviewers: { users: [mine.email] } })).gate.id);
  const first = await product.api.call('GET', '/api/v1/approvals?mine=1&limit=2', { as: mine });
  const named = first.body.items.map(({ id }: { id: string }) => id);
  expect(named).toHaveLength(2);
  const rest: string[] = [];
  for (let cursor = first.body.nextCursor; cursor !== null; ) {
    const page = await product.api.call('GET', `/api/v1/approvals?mine=1&limit=2&cursor=${cursor}`, { as: mine });
    rest.push(...page.body.items.map(({ id }: { id: string }) => id));
    cursor = page.body.nextCursor;
  }
  expect([...named, ...rest]).toEqual(expect.arrayContaining(gates));
  const bad = await product.api.call('GET', '/api/v1/approvals?cursor=xx', { as: mine });
  expect(bad).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});
