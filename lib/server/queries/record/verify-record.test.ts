import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Identity } from '#lib/server/auth/caller.ts';
import { adoptDatabase, closeDatabase } from '#lib/storage/database.ts';
import { appendEntry, type NewAuditEntry } from '#lib/storage/record/append-entry.ts';
import { transaction } from '#lib/storage/tx.ts';
import { freshDatabase, type TestDatabase } from '../../../../test/database.ts';
import { listAudit } from './list-audit.ts';
import { verifyRecord as verify } from './verify-record.ts';

let db: TestDatabase;
let owner: pg.Client;
let workspaceId = '';

beforeAll(async () => {
  db = await freshDatabase();
  adoptDatabase(db);
  owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.drop();
  await closeDatabase().catch(() => {});
});
let count = 0;
beforeEach(async () => {
  count += 1;
  workspaceId = `ws_${count}`;
  for (let index = 0; index < 5; index++) await write({ runId: index < 2 ? 'run_1' : null });
});

const person = (id: string) => ({ kind: 'member' as const, id, name: id, email: `${id}@example.org` });
const caller = (id: string): Identity => ({
  via: 'session',
  user: { id: 'u', name: 'u', email: 'u@example.org', timeZone: 'UTC' },
  member: { id: 'm', role: 'owner', groups: [], groupIds: [], gateMail: true },
  workspace: { id, name: id, slug: id, selfApproval: 'never' },
  sessionId: null,
  keyId: null,
  scopes: null,
});
const verifyRecord = (id = workspaceId) => verify(caller(id));

const entryOf = (more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  action: 'workflow.published',
  actor: person('anna'),
  address: '127.0.0.1',
  resource: { type: 'workflow', id: 'wf_1', name: 'release-check' },
  runId: null,
  changes: [],
  details: { version: 1 },
  ...more,
});
const write = (more: Partial<NewAuditEntry> = {}) =>
  transaction(db.pool, (tx) => appendEntry(tx, { workspaceId, entry: entryOf(more) }));

/** What an attacker with the owner's rights could do: the triggers off for this one statement. */
async function tamper(sql: string): Promise<void> {
  await owner.query('begin; alter table audit_entry disable trigger all');
  await owner.query(sql, [workspaceId]);
  await owner.query('alter table audit_entry enable always trigger audit_entry_is_append_only; commit');
}

test('verifies an untouched chain, and an empty one', async () => {
  expect(await verifyRecord()).toMatchObject({ ok: true, entries: 5 });
  expect(await verifyRecord('nobody')).toMatchObject({ ok: true, entries: 0 });
});

test('finds a changed, a removed and an inserted entry, and a cut end', async () => {
  await tamper(`update audit_entry set body = replace(body, 'release', 'realise') where workspace_id = $1 and seq = 3`);
  expect((await verifyRecord()).firstBad).toEqual({
    seq: 3,
    reason: 'its text is not what was recorded',
  });
  await tamper('delete from audit_entry where workspace_id = $1 and seq = 2');
  expect((await verifyRecord()).firstBad).toMatchObject({ reason: 'entry 2 is missing' });
});

test('finds an entry put in behind the end, and one cut off there', async () => {
  await tamper(
    `insert into audit_entry select workspace_id, 6, at, action, actor_id, resource_type, resource_id, run_id, body, hash, hash
     from audit_entry where workspace_id = $1 and seq = 5`,
  );
  expect((await verifyRecord()).firstBad?.seq).toBe(6);
  await tamper('delete from audit_entry where workspace_id = $1 and seq > 4');
  expect((await verifyRecord()).firstBad).toEqual({
    seq: 5,
    reason: 'entry 5 is missing',
  });
});

test('finds a column that says something else than the recorded text', async () => {
  await tamper(`update audit_entry set run_id = 'run_1' where workspace_id = $1 and seq = 4`);
  expect((await verifyRecord()).firstBad).toMatchObject({ seq: 4 });
});

test('refuses the application, and the owner too, to change or remove an entry', async () => {
  for (const connection of [db.pool, owner])
    for (const sql of [
      'update audit_entry set action = action where workspace_id = $1',
      'delete from audit_entry where workspace_id = $1',
    ])
      await expect(connection.query(sql, [workspaceId])).rejects.toMatchObject({ code: '42501' });
});

test('keeps one chain without gaps while many write at once, and none of a command that failed', async () => {
  const writes = Array.from({ length: 30 }, (_, index) =>
    index % 3 === 0
      ? transaction(db.pool, async (tx) => {
          await appendEntry(tx, { workspaceId, entry: entryOf() });
          throw new Error('the command failed');
        }).catch(() => null)
      : write(),
  );
  await Promise.all(writes);
  expect(await verifyRecord()).toMatchObject({ ok: true, entries: 25 });
});

test('keeps hostile text readable', async () => {
  await write({ action: 'run.cancelled', details: { reason: 'NUL \0 and \uD800' }, actor: person('bert') });
  const { items } = await listAudit(caller(workspaceId), { limit: 50, actor: 'bert' });
  expect(items.map(({ details }) => details)).toEqual([{ reason: 'NUL \uFFFD and \uFFFD' }]);
  expect(await verifyRecord()).toMatchObject({ ok: true, entries: 6 });
});
