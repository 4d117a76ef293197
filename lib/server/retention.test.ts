import { createHash } from 'node:crypto';
import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { forgetRuns } from '#lib/storage/engine/forget-runs.ts';
import { keepPayloads } from '#lib/storage/engine/payloads.ts';
import type { TestPerson } from '../../test/api.ts';
import { openProduct, type TestProduct } from '../../test/product.ts';
import { keepHouse } from './housekeeping.ts';

let product: TestProduct;
let owner: TestPerson;
let workflow: string;
const dataDir = () => process.env.COUNTERSIGN_DATA_DIR ?? '';
beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  const file = (id: string, template: string) => ({ id, kind: 'template', with: { template, artifact: `${id}.md` } });
  workflow = await product.workflow(
    owner,
    [
      file('same', '{% for i in (1..3000) %}same {% endfor %}'),
      file('own', '{% for i in (1..3000) %}{{ inputs.name }} {% endfor %}'),
      { id: 'say', kind: 'shell', needs: ['same', 'own'], with: { run: 'echo hello' } },
      { id: 'ask', kind: 'gate', needs: ['say'], with: { payload: 'go on?' } },
    ],
    { inputs: { name: { type: 'string' }, password: { type: 'string', sensitive: true } } },
  );
});
afterAll(() => product.close());

const startRun = (name: string) => product.start(owner, workflow, { input: { name, password: 'between us alone' } });
async function endedRun(name: string): Promise<string> {
  const id = await startRun(name);
  const gate = await product.gate(owner, id);
  await product.decide(owner, gate, { action: 'approve', comment: 'fine' });
  await product.until(owner, id, (run) => run.finishedAt !== null);
  return id;
}
const age = (id: string) =>
  product.api.db.pool.query(
    `UPDATE run SET queued_at = now() - interval '40 days', finished_at = finished_at - interval '31 days' WHERE id = $1`,
    [id],
  );
const pathOf = (hash: string) => join(dataDir(), 'artifacts', hash.slice(0, 2), hash.slice(2));
const textOf = (word: string) => `${word} `.repeat(3000);
const fileHash = (word: string) => createHash('sha256').update(textOf(word)).digest('hex');
const payloadHash = (word: string) =>
  createHash('sha256')
    .update(JSON.stringify({ text: textOf(word) }))
    .digest('hex');

async function rowsOf(runId: string): Promise<string[]> {
  const { pool } = product.api.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'run_id' AND table_schema = 'public'`,
  );
  const left: string[] = [];
  for (const { name } of tables)
    if ((await pool.query(`SELECT 1 FROM ${name} WHERE run_id = $1 LIMIT 1`, [runId])).rowCount) left.push(name);
  return left;
}

const payloads = async (words: string[]) => {
  const { rows } = await product.api.db.pool.query<{ hash: string }>('SELECT hash FROM payload WHERE hash = ANY($1)', [
    words.map(payloadHash),
  ]);
  return words.filter((word) => rows.some(({ hash }) => hash === payloadHash(word)));
};

test('deletes what finished long ago with all that is its own, and nothing that others or the record need', async () => {
  const [old, young] = [await endedRun('old'), await endedRun('young')];
  const open = await startRun('open');
  await product.gate(owner, open);
  await age(old);
  await age(open);
  for (const word of ['same', 'old', 'young']) utimesSync(pathOf(fileHash(word)), 0, 0);
  const { pool } = product.api.db;
  const record = async () =>
    (await pool.query<{ seq: number; run_id: string | null }>('SELECT seq, run_id FROM audit_entry ORDER BY seq')).rows;
  const before = { record: await record(), young: await product.run(owner, young), open: await rowsOf(open) };
  expect(before.record.some((entry) => entry.run_id === old)).toBe(true);
  expect(await payloads(['same', 'old', 'young'])).toEqual(['same', 'old', 'young']);

  const stop = keepHouse({ retentionDays: 30, dataDir: dataDir() });
  await vi.waitFor(() => expect(existsSync(pathOf(fileHash('old')))).toBe(false));
  stop();

  expect((await product.api.call('GET', `/api/v1/runs/${old}`, { as: owner })).status).toBe(404);
  expect(await rowsOf(old)).toEqual(['audit_entry']);
  const votes = await pool.query('SELECT gate_id FROM gate_vote WHERE gate_id NOT IN (SELECT id FROM gate)');
  expect(votes.rows).toEqual([]);
  expect(await payloads(['same', 'old', 'young'])).toEqual(['same', 'young']);
  expect(existsSync(pathOf(fileHash('same')))).toBe(true);
  expect(existsSync(pathOf(fileHash('young')))).toBe(true);
  expect(await product.run(owner, young)).toEqual(before.young);
  expect(await rowsOf(open)).toEqual(before.open);
  expect(await record()).toEqual(before.record);
  const verified = await product.api.call('GET', '/api/v1/audit/verify', { as: owner });
  expect(verified.body).toMatchObject({ ok: true });
});

test('keeps a value that a run comes to refer to at that very moment, whoever is first', async () => {
  const { pool } = product.api.db;
  const [first, second] = [await endedRun('first'), await endedRun('second')];
  const keep = (name: string) => ({
    runId: 'another',
    workspaceId: product.api.workspaceId,
    payloads: new Map([[payloadHash(name), JSON.stringify({ text: textOf(name) })]]),
  });
  const untilBlocked = (count: number) =>
    vi.waitFor(async () => {
      const { rowCount } = await pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(count);
    });
  const other = await pool.connect();
  try {
    await age(first);
    await other.query('BEGIN');
    await keepPayloads(other, keep('first'));
    const forgetting = forgetRuns(pool, { days: 30, max: 10 });
    await untilBlocked(1);
    await other.query('COMMIT');
    expect(await forgetting).toMatchObject({ runs: 1 });

    await age(second);
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM artifact WHERE run_id = $1 FOR UPDATE', [second]);
    const again = forgetRuns(pool, { days: 30, max: 10 });
    await untilBlocked(1);
    const keeping = keepPayloads(pool, keep('second'));
    await untilBlocked(2);
    await other.query('COMMIT');
    expect((await again).runs).toBe(1);
    await keeping;
  } finally {
    other.release();
  }
  expect(await payloads(['first', 'second'])).toEqual(['first', 'second']);
});

test('deletes no more at once than it is told, the oldest first', async () => {
  const ids = [await endedRun('one'), await endedRun('two'), await endedRun('three')];
  for (const id of ids) await age(id);
  const { pool } = product.api.db;
  expect((await forgetRuns(pool, { days: 30, max: 2 })).runs).toBe(2);
  const { rows } = await pool.query('SELECT id FROM run WHERE id = ANY($1)', [ids]);
  expect(rows).toEqual([{ id: ids[2] }]);
  expect(await forgetRuns(pool, { days: 32, max: 2 })).toEqual({ runs: 0, files: [] });
});
