import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestAnswer, TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

/** `GATE_CROWD=1000x50` looks longer: gates, and people who decide each of them in the same moment. */
const [gates = 24, deciders = 12] = (process.env.GATE_CROWD ?? '').split('x').filter(Boolean).map(Number);
/** Gates decided at once: each has all its people before it. */
const beside = 4;
const quorums = [1, 2, 3, 'all'] as const;

let product: TestProduct;
let author: TestPerson;
let people: TestPerson[];

beforeAll(async () => {
  product = await openProduct();
  const { api } = product;
  author = await api.person('owner');
  people = await Promise.all(Array.from({ length: deciders }, () => api.person('reviewer')));
  await api.db.pool.query(`UPDATE workspace SET self_approval = 'never' WHERE id = $1`, [api.workspaceId]);
});
afterAll(() => product.close());

test(`of ${gates} gates with ${deciders} people at each in the same moment every one closes once, with the right votes`, {
  timeout: 60_000 + gates * deciders * 100,
}, async () => {
  const workflows = await Promise.all(
    quorums.map((quorum) =>
      product.workflow(author, [
        { id: 'notes', kind: 'template', with: { template: 'Notes' }, gate: { placement: 'after', quorum } },
      ]),
    ),
  );
  let left = gates;
  await Promise.all(
    Array.from({ length: beside }, async () => {
      while (left-- > 0) await decideTogether(workflows[left % workflows.length]!, quorums[left % quorums.length]!);
    }),
  );
  const { rows } = await product.api.db.pool.query<{ status: string; count: number }>(
    'SELECT status, count(*)::int FROM run GROUP BY status',
  );
  expect(rows).toEqual([{ status: 'succeeded', count: gates }]);
  const { body } = await product.api.call('GET', '/api/v1/audit/verify', { as: author });
  expect(body.ok).toBe(true);
});

async function decideTogether(workflow: string, quorum: (typeof quorums)[number]): Promise<void> {
  const run = await product.start(author, workflow);
  const gate = await product.gate(people[0]!, run);
  const need = quorum === 'all' ? deciders : quorum;
  const answers = await Promise.all(people.map((person) => product.decide(person, gate, { action: 'approve' })));
  const taken = answers.filter(({ status }) => status === 200);
  expect(taken.filter(({ body }: TestAnswer) => body.closed)).toHaveLength(1);
  expect(taken).toHaveLength(need);
  for (const { status, body } of answers)
    if (status !== 200) expect({ status, code: body.code }).toEqual({ status: 409, code: 'gate_closed' });
  const { rows } = await product.api.db.pool.query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM run_event WHERE run_id = $1 AND type = 'gate.closed') AS closings,
       (SELECT count(*)::int FROM run_event WHERE run_id = $1 AND type = 'gate.voted') AS events,
       (SELECT count(DISTINCT member_id)::int FROM gate_vote WHERE gate_id = $2 AND NOT void) AS voters,
       (SELECT count(*)::int FROM gate_vote WHERE gate_id = $2) AS votes,
       (SELECT count(*)::int FROM audit_entry WHERE run_id = $1 AND action = 'gate.decided') AS entries`,
    [run, gate.id],
  );
  expect(rows[0]).toEqual({ closings: 1, events: need, voters: need, votes: need, entries: need });
  await product.until(author, run, ({ finishedAt }) => finishedAt !== null);
}
