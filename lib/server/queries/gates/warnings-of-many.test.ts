import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';
import { statementsOf } from '../../../../test/doors/traces.ts';

// No worker is here: what it asks of the database, whenever it comes to it, would be counted too.
let api: TestApi;
let owner: TestPerson;
let reviewer: TestPerson;
beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
  reviewer = await api.person('reviewer');
  // Seen until after the test: that somebody is still there is written down once a minute.
  await api.db.pool.query(`UPDATE user_session SET seen_at = now() + interval '1 day'`);
});
afterAll(() => api.close());

const say = (method: string, path: string, body: object) => api.call(method, `/api/v1${path}`, { as: owner, body });
const gated = (id: string) => ({
  id,
  kind: 'template',
  with: { template: 'x' },
  gate: { reviewers: { groups: ['many'] } },
});

test('with 500 workflows of 20 gates a change of a group takes no statement for each', async () => {
  const { pool } = api.db;
  const group = (await say('POST', '/groups', { name: 'many', members: [reviewer.memberId] })).body;
  const spec = { name: 'w', steps: Array.from({ length: 20 }, (_, index) => gated(`s${index}`)) };
  await pool.query(
    `WITH made AS (INSERT INTO workflow (id, workspace_id, slug, name, draft, latest, created_by, updated_by)
         SELECT 'many-' || n, $1, 'many-' || n, 'w', $2::json, 1, $3, $3 FROM generate_series(1, 500) n RETURNING id)
     INSERT INTO workflow_version (workflow_id, number, workspace_id, spec, spec_hash, authors, created_by)
       SELECT id, 1, $1, $2::json, '', '{}', $3 FROM made`,
    [api.workspaceId, JSON.stringify(spec), owner.memberId],
  );
  const statements: number[] = [];
  for (const members of [[], [reviewer.memberId], []]) {
    const said = await statementsOf(async () => {
      const { body } = await say('PATCH', `/groups/${group.id}`, { members });
      expect(body.warnings.length).toBe(members.length === 0 ? 100 : 0);
    });
    statements.push(said.length);
  }
  await pool.query(`DELETE FROM workflow WHERE id LIKE 'many-%'`);
  const alone = await statementsOf(() => say('PATCH', `/groups/${group.id}`, { members: [reviewer.memberId] }));
  expect(statements.at(-1)).toBe(alone.length);
});
