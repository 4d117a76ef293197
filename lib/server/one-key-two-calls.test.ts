import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi, type TestAnswer, type TestApi, type TestPerson } from '../../test/api.ts';

let api: TestApi;
let owner: TestPerson;
let workflow: string;

beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
  const steps = [{ id: 'one', kind: 'template', with: { template: 'x' } }];
  const made = await api.call('POST', '/api/v1/workflows', { as: owner, body: { spec: { name: 'keys', steps } } });
  workflow = made.body.id;
});
afterAll(() => api.close());

const start = (key: string) => () =>
  api.call('POST', `/api/v1/workflows/${workflow}/runs`, {
    as: owner,
    body: {},
    headers: { 'idempotency-key': key },
  });
const addGroup = (key: string) => () =>
  api.call('POST', '/api/v1/groups', { as: owner, body: { name: key }, headers: { 'idempotency-key': key } });

const addKey = (key: string) => () =>
  api.call('POST', '/api/v1/keys', {
    as: owner,
    body: { name: key, scopes: ['read'] },
    headers: { 'idempotency-key': key },
  });

/**
 * While somebody else holds the record's head the first call waits for it. The second must wait for the first one's key
 * then: a call that holds the key and one that holds the head would wait for each other.
 */
async function meetAtTheHead(first: () => Promise<TestAnswer>, second: () => Promise<TestAnswer>) {
  const holder = new pg.Client({ connectionString: api.db.ownerUrl });
  await holder.connect();
  const waiting = async (...tables: string[]) => {
    const blocked = `select substring(query from 'audit_head|idempotency_key') as table from pg_stat_activity
      where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0 order by 1`;
    const told = async () => (await api.db.pool.query<{ table: string }>(blocked)).rows.map(({ table }) => table);
    await expect.poll(told, { timeout: 20_000 }).toEqual(tables);
  };
  try {
    await holder.query('begin');
    await holder.query('select 1 from audit_head where workspace_id = $1 for update', [api.workspaceId]);
    const one = first();
    await waiting('audit_head');
    const two = second();
    await waiting('audit_head', 'idempotency_key');
    await holder.query('commit');
    return await Promise.all([one, two]);
  } finally {
    await holder.end();
  }
}

test.each([
  ['a change and a start', 'order-1', addGroup, start],
  ['a start and a change', 'order-2', start, addGroup],
])(
  'of %s under one key the first succeeds and the other is told, without waiting in a circle',
  async (_, key, a, b) => {
    const [first, second] = await meetAtTheHead(a(key), b(key));
    expect(first.status).toBe(201);
    expect([second.status, second.body.code]).toEqual([409, 'idempotency_mismatch']);
  },
);

test('of two equal changes under one key both get the first one’s answer', async () => {
  const [first, second] = await meetAtTheHead(addKey('twin'), addKey('twin'));
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect([first, second].filter(({ headers }) => headers.has('idempotent-replay'))).toHaveLength(1);
});
