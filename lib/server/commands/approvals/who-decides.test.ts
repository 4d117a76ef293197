import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let author: TestPerson;
let lead: TestPerson;
let peer: TestPerson;
let third: TestPerson;
let leads: string;

beforeAll(async () => {
  product = await openProduct();
  const { api } = product;
  [author, lead, peer, third] = (await Promise.all(
    (['owner', 'reviewer', 'reviewer', 'reviewer'] as const).map((role) => api.person(role)),
  )) as [TestPerson, TestPerson, TestPerson, TestPerson];
  await api.db.pool.query(`UPDATE workspace SET self_approval = 'never' WHERE id = $1`, [api.workspaceId]);
  const body = { name: 'Leads', members: [lead.memberId] };
  leads = (await api.call('POST', '/api/v1/groups', { as: author, body })).body.id;
});
afterAll(() => product.close());

async function waiting(gate: object): Promise<ApprovalView> {
  const notes = { id: 'notes', kind: 'template', with: { template: 'Notes' }, gate: { placement: 'after', ...gate } };
  return product.gate(lead, await product.start(author, await product.workflow(author, [notes])));
}
const read = async (as: TestPerson, { id }: { id: string }): Promise<ApprovalView> =>
  (await product.api.call('GET', `/api/v1/approvals/${id}`, { as })).body;
const post = (as: TestPerson, { id }: { id: string }, what: string, body?: object) =>
  product.api.call('POST', `/api/v1/approvals/${id}/${what}`, { as, body });
const entries = async (runId: string, action: string) =>
  (await product.api.call('GET', `/api/v1/audit?runId=${runId}&action=${action}`, { as: author })).body.items;

test('levels sign in their order', async () => {
  const gate = await waiting({ quorum: { levels: [['Leads'], [peer.email]] } });
  expect(gate).toMatchObject({ asked: ['Leads'], couldSign: [{ id: lead.memberId }] });
  expect((await product.decide(peer, gate, { action: 'approve' })).body.code).toBe('not_a_reviewer');
  expect((await product.decide(lead, gate, { action: 'approve' })).body.closed).toBe(false);
  expect(await read(peer, gate)).toMatchObject({ asked: [peer.email], couldSign: [{ id: peer.memberId }] });
  expect((await product.decide(peer, gate, { action: 'approve' })).body.closed).toBe(true);
});

test('an edit of a field that asks for it waits for a second person, who is told of in the record', async () => {
  const gate = await waiting({ secondReviewer: ['text'] });
  const edited = await product.decide(lead, gate, { action: 'modify', payload: { text: 'Edited' } });
  expect(edited.body).toMatchObject({ closed: false, gate: { quorum: { have: 1, need: 2 } } });
  const now = await read(peer, gate);
  expect(now.secondFor).toEqual({ id: lead.memberId, name: expect.any(String) });
  expect(now.couldSign.map(({ id }) => id)).not.toContain(lead.memberId);
  expect((await product.decide(lead, now, { action: 'approve' })).body.closed).not.toBe(true);
  expect((await product.decide(peer, now, { action: 'approve' })).body.closed).toBe(true);
  const told = (await entries(gate.runId, 'gate.decided')).map(
    ({ details }: { details: { secondReviewer?: string } }) => details.secondReviewer,
  );
  expect(told[0]).toBe('gave');
  expect(told.at(-1)).toBe('asked');
  const other = await waiting({ secondReviewer: ['other'] });
  expect((await product.decide(lead, other, { action: 'modify', payload: { text: 'Edited' } })).body.closed).toBe(true);
});

test('who stands in for somebody signs in their place, and the record names both', async () => {
  const gate = await waiting({ reviewers: { users: [lead.email] } });
  expect((await read(third, gate)).mine.may).toBe(false);
  await product.api.db.pool.query(
    `INSERT INTO delegation (id, workspace_id, giver_id, taker_id, starts_at, ends_at)
     VALUES ($1, $2, $3, $4, now() - interval '1 hour', now() + interval '1 hour')`,
    [randomUUID(), product.api.workspaceId, lead.memberId, third.memberId],
  );
  const shown = await read(third, gate);
  expect(shown.mine).toMatchObject({ may: true, onBehalfOf: { id: lead.memberId } });
  expect(shown.couldSign.map(({ id }) => id).toSorted()).toEqual([lead.memberId, third.memberId].toSorted());
  expect((await product.decide(third, gate, { action: 'approve' })).body.closed).toBe(true);
  expect((await read(lead, gate)).votes).toMatchObject([{ onBehalfOf: { id: lead.memberId } }]);
  const [entry] = await entries(gate.runId, 'gate.decided');
  expect(entry).toMatchObject({ details: { onBehalfOf: { id: lead.memberId } } });
  expect(entry.sentence).toContain('in the place of');
  await product.api.db.pool.query('DELETE FROM delegation');
});

test('out of the group one decides no more, at once, in every browser', async () => {
  const gate = await waiting({ reviewers: { groups: ['Leads'] }, quorum: 1 });
  expect((await read(lead, gate)).mine.may).toBe(true);
  const members = (ids: string[]) =>
    product.api.call('PATCH', `/api/v1/groups/${leads}`, { as: author, body: { members: ids } });
  expect((await members([])).status).toBe(200);
  const told = await product.decide(lead, gate, { action: 'approve' });
  expect(told).toMatchObject({ status: 403, body: { code: 'not_a_reviewer' } });
  expect((await members([lead.memberId])).status).toBe(200);
  expect((await product.decide(lead, gate, { action: 'approve' })).body.closed).toBe(true);
});

test('a gate is given to others, who alone decide it then; the record keeps who did before', async () => {
  const gate = await waiting({ reviewers: { groups: ['Leads'] } });
  expect((await post(lead, gate, 'claim')).status).toBe(204);
  expect((await post(lead, gate, 'reassign', { to: [peer.email] })).body.code).toBe('forbidden');
  const wrong = await post(author, gate, 'reassign', { to: ['Leads', 'Nobody', 'none@example.org'] });
  expect(wrong).toMatchObject({
    status: 422,
    body: { code: 'invalid_input', errors: [{ path: 'to.1' }, { path: 'to.2' }] },
  });
  const own = await post(author, gate, 'reassign', { to: [author.email] });
  expect(own).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } });
  const given = await post(author, gate, 'reassign', { to: [peer.email.toUpperCase()], comment: 'On holiday.' });
  expect(given).toMatchObject({ status: 200, body: { mine: { may: false }, status: 'open' } });
  const now = await read(peer, gate);
  expect(now.assigned).toMatchObject({ by: { id: author.memberId } });
  expect(now).toMatchObject({ couldSign: [{ id: peer.memberId }], claimedBy: null, mine: { may: true } });
  expect((await product.decide(lead, now, { action: 'approve' })).body.code).toBe('not_a_reviewer');
  const [entry] = await entries(gate.runId, 'gate.reassigned');
  expect(entry.changes).toMatchObject([{ path: 'decides', before: ['Leads'], after: [peer.email.toUpperCase()] }]);
  expect((await product.decide(peer, now, { action: 'approve' })).body.closed).toBe(true);
  expect((await post(author, gate, 'reassign', { to: ['Leads'] })).body.code).toBe('gate_closed');
});

test('a choice that could never let it pass is refused, and so is one against levels', async () => {
  const two = await waiting({ quorum: 2 });
  expect(await post(author, two, 'reassign', { to: [peer.email] })).toMatchObject({ status: 422 });
  expect((await post(author, two, 'reassign', { to: [peer.email, 'Leads'] })).status).toBe(200);
  const levels = await waiting({ quorum: { levels: [['Leads'], [peer.email]] } });
  expect((await post(author, levels, 'reassign', { to: ['Leads'] })).body.code).toBe('action_not_allowed');
});

test('a claim counts while its gate is open and the claimer may decide it', async () => {
  const gate = await waiting({ reviewers: { groups: ['Leads'] } });
  expect((await post(peer, gate, 'claim')).body.code).toBe('not_a_reviewer');
  expect((await post(lead, gate, 'claim')).status).toBe(204);
  expect((await read(peer, gate)).claimedBy).toMatchObject({ id: lead.memberId });
  await product.api.call('PATCH', `/api/v1/groups/${leads}`, { as: author, body: { members: [peer.memberId] } });
  expect((await read(peer, gate)).claimedBy).toBeNull();
  expect((await post(peer, gate, 'claim')).status).toBe(204);
  expect((await product.decide(peer, gate, { action: 'approve' })).body.closed).toBe(true);
  expect((await read(peer, gate)).claimedBy).toBeNull();
  await product.api.call('PATCH', `/api/v1/groups/${leads}`, { as: author, body: { members: [lead.memberId] } });
});

test('a question goes to a member, and an answer to a question of this gate', async () => {
  const [gate, other] = [await waiting({}), await waiting({})];
  const asked = await post(lead, gate, 'comments', { text: 'Why now?', asks: author.memberId });
  expect(asked.body).toMatchObject({ kind: 'question', asks: { id: author.memberId }, answered: false });
  const { id: answers } = asked.body;
  expect((await post(author, gate, 'comments', { text: 'Because.', answers })).body.kind).toBe('answer');
  for (const [where, body] of [
    [other, { text: 'Elsewhere.', answers }],
    [gate, { text: 'Nobody.', asks: 'nobody' }],
    [gate, { text: 'Both.', asks: author.memberId, answers }],
  ] as const)
    expect(await post(lead, where, 'comments', body)).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
  expect((await read(lead, gate)).comments).toMatchObject([
    { kind: 'question', answered: true },
    { kind: 'answer', answers },
  ]);
});

test('what was approved last at the same place is shown, not what was tried out, skipped or is yet to come', async () => {
  const steps = [
    { id: 'notes', kind: 'template', with: { template: 'Notes {{ run.number }}' }, gate: { placement: 'after' } },
  ];
  const workflow = await product.workflow(author, steps);
  const gates: ApprovalView[] = [];
  for (let run = 0; run < 4; run++) gates.push(await product.gate(lead, await product.start(author, workflow)));
  const [first, skipped, later, last] = gates as [ApprovalView, ApprovalView, ApprovalView, ApprovalView];
  expect(last.lastApproved).toBeNull();
  await product.decide(lead, first, { action: 'modify', payload: { text: 'As signed' } });
  await product.decide(lead, skipped, { action: 'skip' });
  await product.decide(lead, last, { action: 'approve' });
  expect((await read(lead, later)).lastApproved).toMatchObject({
    id: first.id,
    runNumber: 1,
    by: { id: lead.memberId },
    payload: { text: 'As signed' },
  });
  expect((await read(lead, first)).lastApproved).toBeNull();
});
