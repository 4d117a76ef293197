import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let author: TestPerson;
let people: Record<'lead' | 'peer' | 'stand' | 'plain' | 'viewer', TestPerson>;
const ids: Record<string, string> = {};

/** Gates that ask differently: by group, level, person, whoever is kept out, edited, signed, escalated. */
const asking = (): Record<string, object> => ({
  everyone: {},
  group: { reviewers: { groups: ['Leads'] } },
  otherCase: { reviewers: { groups: ['leads'] } },
  person: { reviewers: { users: [people.peer.email.toUpperCase()] } },
  levels: { quorum: { levels: [['Leads'], [people.peer.email]] } },
  levelsOfSome: { reviewers: { users: [people.plain.email] }, quorum: { levels: [['Leads', people.plain.email]] } },
  without: { exclude: ['Leads', people.plain.email] },
  strict: { selfApproval: 'never' },
  signed: { quorum: 2 },
  escalated: { reviewers: { users: [people.plain.email] }, escalate: { after: '0.01s', to: { groups: ['Leads'] } } },
  escalatedOpen: { quorum: 2, escalate: { after: '0.01s', to: { users: [people.peer.email] } } },
  due: { due: '2h', reviewers: { groups: ['Leads'] } },
  late: { due: '0.01s' },
});

beforeAll(async () => {
  product = await openProduct();
  const { api } = product;
  author = await api.person('owner');
  const [lead, peer, stand, plain, viewer] = await Promise.all(
    (['reviewer', 'editor', 'reviewer', 'reviewer', 'viewer'] as const).map((role) => api.person(role)),
  );
  people = { lead: lead!, peer: peer!, stand: stand!, plain: plain!, viewer: viewer! };
  for (const [name, members] of [
    ['Leads', [lead!.memberId]],
    ['leads', [plain!.memberId]],
  ] as const) {
    const made = await api.call('POST', '/api/v1/groups', { as: author, body: { name, members } });
    expect(made.status).toBe(201);
  }
  // The lead's and the author's rights are used by whoever stands in for them.
  for (const giver of [lead!, author])
    await api.db.pool.query(
      `INSERT INTO delegation (id, workspace_id, giver_id, taker_id, starts_at, ends_at)
       VALUES ($1, $2, $3, $4, now() - interval '1 hour', now() + interval '1 hour')`,
      [randomUUID(), api.workspaceId, giver.memberId, stand!.memberId],
    );
  for (const [name, gate] of Object.entries(asking())) {
    const steps = [
      { id: 'notes', name, kind: 'template', with: { template: 'Notes' }, gate: { title: name, ...gate } },
    ];
    const run = await product.start(author, await product.workflow(author, steps, { name: `about ${name}` }));
    ids[name] = (await product.gate(author, run)).id;
  }
  await vi.waitFor(
    async () => {
      for (const name of ['escalated', 'escalatedOpen'])
        expect((await one(author, name)).escalation).toMatchObject({ stage: 1, of: 1, nextAt: null });
    },
    { timeout: 15_000 },
  );
  const signed = await one(people.peer, 'signed');
  await product.decide(people.peer, signed, { action: 'approve' });
});
afterAll(() => product.close());

const get = async (as: TestPerson, path: string) => (await product.api.call('GET', `/api/v1/${path}`, { as })).body;
const one = (as: TestPerson, name: string) => get(as, `approvals/${ids[name]}`);
async function list(as: TestPerson, query: string, limit = 200): Promise<ApprovalSummary[]> {
  const items: ApprovalSummary[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: ApprovalSummary[]; nextCursor: string | null } = await get(
      as,
      `approvals?${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
const names = (items: ApprovalSummary[]) => items.map(({ title }) => title).toSorted();

test.each(['never', 'marked'])('what is mine is what I may decide, in the list and in the count (%s)', async (rule) => {
  const { pool } = product.api.db;
  await pool.query('UPDATE workspace SET self_approval = $2 WHERE id = $1', [product.api.workspaceId, rule]);
  const found: Record<string, string[]> = {};
  for (const [who, person] of Object.entries({ author, ...people })) {
    const judged = await Promise.all(
      Object.keys(ids).map(async (name) => ({ name, ...(await one(person, name)).mine })),
    );
    const mine = judged.filter(({ may, signed }) => may && !signed).map(({ name }) => name);
    found[who] = names(await list(person, 'mine=1'));
    expect(found[who]).toEqual(mine.toSorted());
    const { mine: count, open, groups } = await get(person, 'approvals/count');
    expect(count).toBe(mine.length);
    expect(open).toBe(Object.keys(ids).length);
    expect(groups).toBe((await list(person, 'groups=1')).length);
  }
  expect(found.viewer).toEqual([]);
  expect(found.lead).toEqual(
    ['due', 'escalated', 'escalatedOpen', 'everyone', 'group', 'late', 'levels', 'signed', 'strict'].toSorted(),
  );
  expect(found.peer).not.toContain('signed');
  expect(found.plain).toContain('otherCase');
  expect(found.stand).toContain('group');
  expect(found.author?.includes('everyone')).toBe(rule === 'marked');
  expect(found.author).not.toContain('strict');
});

test('every filter finds its own', async () => {
  const { peer, plain, lead } = people;
  expect(names(await list(lead, 'groups=1'))).toEqual(['due', 'escalated', 'group', 'levels', 'levelsOfSome']);
  expect(names(await list(plain, 'groups=1'))).toEqual(['otherCase']);
  expect(names(await list(peer, 'decided=1'))).toEqual(['signed']);
  expect(names(await list(peer, 'due=late'))).toEqual(['escalated', 'escalatedOpen', 'late']);
  expect(names(await list(peer, 'due=today'))).toEqual(['due']);
  expect(names(await list(peer, 'q=ABOUT%20stric'))).toEqual(['strict']);
  expect(await list(peer, 'q=%25')).toEqual([]);
  expect(await list(peer, `starter=${peer.memberId}`)).toEqual([]);
  expect(await list(peer, `starter=${author.memberId}`)).toHaveLength(Object.keys(ids).length);
  const { workflowId } = await one(peer, 'group');
  expect(names(await list(peer, `workflow=${workflowId}`))).toEqual(['group']);
  expect(await list(peer, 'placement=before')).toEqual([]);
  expect(await list(peer, 'placement=after')).toHaveLength(Object.keys(ids).length);
  expect(await list(peer, 'status=closed')).toEqual([]);
});

test.each(['newest', 'oldest', 'due'])('the order %s goes on from page to page', async (sort) => {
  const whole = await list(people.peer, `sort=${sort}`);
  expect(whole).toHaveLength(Object.keys(ids).length);
  expect(await list(people.peer, `sort=${sort}`, 3)).toEqual(whole);
  const of = ({ openedAt, dueAt }: ApprovalSummary) => (sort === 'due' ? `${dueAt ?? '9'} ${openedAt}` : openedAt);
  const sorted = whole.map(of).toSorted();
  expect(whole.map(of)).toEqual(sort === 'newest' ? sorted.toReversed() : sorted);
});

test('a list tells who looks at a gate, as long as they may decide there', async () => {
  const { api } = product;
  const claimer = async () =>
    (await list(people.plain, 'q=about%20group')).find(({ title }) => title === 'group') as { claimedBy?: unknown };
  await api.call('POST', `/api/v1/approvals/${ids.group}/claim`, { as: people.lead });
  expect((await claimer()).claimedBy).toMatchObject({ id: people.lead.memberId });
  await api.db.pool.query('DELETE FROM group_member WHERE member_id = $1', [people.lead.memberId]);
  expect((await claimer()).claimedBy).toBeNull();
});
