import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, type ServerConfig } from '#lib/server/config.ts';
import { startEmbedded } from '#lib/server/postgres/server.ts';
import { openDatabase } from '#lib/storage/database.ts';
import { migrate } from '#lib/storage/migrate.ts';
import { reseal } from '#lib/storage/reseal.ts';
import { sensitivePlace } from '#lib/storage/sealed-values.ts';
import { inTransaction } from '#lib/storage/transaction.ts';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { applicationRole } from '../postgres/cluster.ts';
import { lockDataFolder } from './data-lock.ts';
import { sealsOf, settleNextKey, writeNextKey } from './next-key.ts';
import { rotateKey } from './rotate-key.ts';
import { keptSecretKey } from './secret-key.ts';

const oldKey = 'the old key of the installation, long enough';
const newKey = 'the new key of the installation, long enough';
const keyFile = () => join(dataDir, 'secret-key');

let dataDir: string;
let said: string[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rotate-key-'));
  said = [];
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

type Pool = TestDatabase['pool'];

/** More sensitive values than a batch holds, a secret, a second factor and a channel; each with its text to be found again. */
async function fill(pool: Pool, key: string, many = 1203): Promise<void> {
  const seals = sealsOf(key);
  const [workspace, secret, user, channel] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await pool.query('insert into workspace (id, slug, name) values ($1, $1, $1)', [workspace]);
  await pool.query(
    `insert into secret (id, workspace_id, name, sealed, created_by) values ($1, $2, 'TOKEN', $3, 'x')`,
    [secret, workspace, seals.secrets.seal('a secret', secret)],
  );
  await pool.query(
    `insert into channel (id, workspace_id, name, kind, config, sealed) values ($1, $2, 'chat', 'slack', '{}', $3)`,
    [channel, workspace, seals.channels.seal('an address', channel)],
  );
  await pool.query('insert into app_user (id, email, name, totp_sealed) values ($1, $2, $1, $3)', [
    user,
    `${user}@example.org`,
    seals['second factor'].seal('a factor', user),
  ]);
  await pool.query(`insert into app_user (id, email, name) values ($1, $2, $1)`, [
    randomUUID(),
    `no-${user}@example.org`,
  ]);
  const runs = Array.from({ length: many }, (_, index) => `run-${index >> 1}`);
  const names = runs.map((_, index) => `inputs.${index % 2 === 0 ? 'password' : 'pin'}`);
  await pool.query(
    `insert into sensitive_value (run_id, name, workspace_id, sealed)
     select r, n, $3, s from unnest($1::text[], $2::text[], $4::text[]) as t(r, n, s)`,
    [runs, names, workspace, runs.map((run, index) => seals.secrets.seal(run, sensitivePlace(run, names[index]!)))],
  );
}

/** How many rows open under the key, with the text they should have. */
async function openUnder(pool: Pool, key: string): Promise<number> {
  const seals = sealsOf(key);
  const opens = (open: () => string, text: string) => {
    try {
      return open() === text;
    } catch {
      return false;
    }
  };
  const secrets = await pool.query('select id, sealed from secret');
  const users = await pool.query('select id, totp_sealed from app_user where totp_sealed is not null');
  const channels = await pool.query('select id, sealed from channel');
  const values = await pool.query('select run_id, name, sealed from sensitive_value');
  return [
    ...secrets.rows.map((row) => opens(() => seals.secrets.open(row.sealed, row.id), 'a secret')),
    ...users.rows.map((row) => opens(() => seals['second factor'].open(row.totp_sealed, row.id), 'a factor')),
    ...channels.rows.map((row) => opens(() => seals.channels.open(row.sealed, row.id), 'an address')),
    ...values.rows.map((row) =>
      opens(() => seals.secrets.open(row.sealed, sensitivePlace(row.run_id, row.name)), row.run_id),
    ),
  ].filter(Boolean).length;
}

describe('on a database of the operator’s', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await freshDatabase();
    await fill(db.pool, oldKey);
  });
  afterEach(() => db.drop());

  const configOf = (more: Record<string, string> = {}): ServerConfig => {
    const read = readConfig({
      DATABASE_URL: db.url,
      DATABASE_OWNER_URL: db.ownerUrl,
      COUNTERSIGN_DATA_DIR: dataDir,
      ...more,
    });
    if (!read.ok) throw new Error(read.mistakes.join('\n'));
    return read.config;
  };
  const rotate = (given: string | undefined = newKey, config = configOf({ COUNTERSIGN_SECRET_KEY: oldKey })) =>
    rotateKey({ config, newKey: given, say: (line) => said.push(line) });

  test('everything is sealed anew under the key that was given', async () => {
    const { rows } = await db.pool.query('select id from workspace');
    await db.pool.query(
      `insert into idempotency_key (workspace_id, member_id, key, request_hash, status) values ($1, 'm', 'k', 'h', 201)`,
      [rows[0].id],
    );
    await rotate();
    expect([await openUnder(db.pool, oldKey), await openUnder(db.pool, newKey)]).toEqual([0, 1206]);
    expect(said).toContain('Sealed anew: 1 secrets, 1203 sensitive inputs, 1 second factors, 1 addresses of channels.');
    expect(said.join('\n')).toContain('signs in again');
    expect((await db.pool.query('select 1 from idempotency_key')).rowCount).toBe(0);
    expect(existsSync(join(dataDir, 'supervisor.lock'))).toBe(false);
    expect(existsSync(keyFile())).toBe(false);
  });

  test('says what is missing, and changes nothing', async () => {
    const config = configOf();
    await expect(rotateKey({ config, newKey, say: () => {} })).rejects.toThrow(/not set/);
    const withOld = configOf({ COUNTERSIGN_SECRET_KEY: oldKey });
    const given = (key: string | undefined) => rotateKey({ config: withOld, newKey: key, say: () => {} });
    await expect(given(undefined)).rejects.toThrow(/COUNTERSIGN_NEW_SECRET_KEY/);
    await expect(given('short')).rejects.toThrow(/32 characters/);
    await expect(given(oldKey)).rejects.toThrow(/in use/);
    expect(await openUnder(db.pool, oldKey)).toBe(1206);
  });

  test('refuses while a worker lives or the data folder is held', async () => {
    await db.pool.query(
      `insert into worker_session (id, host, pid, pools, slots, expires_at) values ('w', 'elsewhere', 7, '{}', 1, now() + interval '1 minute')`,
    );
    await expect(rotate()).rejects.toThrow(/worker still runs \(process 7 on elsewhere\)/);
    await db.pool.query('update worker_session set ended_at = now()');
    const lock = await lockDataFolder(dataDir);
    await expect(rotate()).rejects.toThrow(/already runs/);
    lock.release();
    expect(await openUnder(db.pool, oldKey)).toBe(1206);
  });

  test('changes nothing when one row does not open, and names it', async () => {
    const { rows } = await db.pool.query(
      `update sensitive_value set sealed = (select sealed from secret) where run_id = 'run-600' and name = 'inputs.pin' returning 1`,
    );
    expect(rows).toHaveLength(1);
    await expect(rotate()).rejects.toThrow(
      /sensitive inputs \(run-600 inputs\.pin\) cannot be opened.*Nothing was changed/,
    );
    expect(await openUnder(db.pool, newKey)).toBe(0);
    expect(await openUnder(db.pool, oldKey)).toBe(1205);
  });

  test('a crash between the commit and the new file is finished; one before it is undone', async () => {
    const first = keptSecretKey(dataDir);
    await inTransaction(db.pool, (tx) => reseal(tx, { from: sealsOf(oldKey), to: sealsOf(first) }));
    expect(await settleNextKey(dataDir, db.url)).toBe('nothing');

    writeNextKey(dataDir);
    expect(await settleNextKey(dataDir, db.url)).toBe('undone');
    expect(keptSecretKey(dataDir)).toBe(first);

    const next = writeNextKey(dataDir);
    await inTransaction(db.pool, (tx) => reseal(tx, { from: sealsOf(first), to: sealsOf(next) }));
    expect(await settleNextKey(dataDir, db.url)).toBe('finished');
    expect(keptSecretKey(dataDir)).toBe(next);
    expect(await openUnder(db.pool, next)).toBe(1206);

    const later = writeNextKey(dataDir);
    await inTransaction(db.pool, (tx) => reseal(tx, { from: sealsOf(next), to: sealsOf(later) }));
    await rotateKey({ config: configOf(), newKey: undefined, say: (line) => said.push(line) });
    expect(said.join('\n')).toContain('cut short is finished');
    expect([next, later]).not.toContain(keptSecretKey(dataDir));
    expect(await openUnder(db.pool, keptSecretKey(dataDir))).toBe(1206);
    expect(existsSync(`${keyFile()}.next`)).toBe(false);
  });
});

test('the command changes the key of the embedded database, which it starts and stops itself', async () => {
  // PostgreSQL's account walks through here when root runs the tests.
  chmodSync(dataDir, 0o755);
  const data = join(dataDir, 'data');
  const inside = async (work: (pool: Pool) => Promise<unknown>) => {
    const server = await startEmbedded({ dataDir: data });
    await migrate({ ownerUrl: server.ownerUrl, applicationRole });
    const database = openDatabase({ url: server.applicationUrl, max: 1, name: 'test' });
    try {
      await work(database.pool);
    } finally {
      await database.close();
      await server.stop();
    }
  };
  const command = () =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../cli/rotate-key.ts')], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', COUNTERSIGN_DATA_DIR: data },
      encoding: 'utf8',
    });
  await inside(async (pool) => fill(pool, keptSecretKey(data), 3));
  const before = keptSecretKey(data);

  const { status, stdout, stderr } = command();
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Sealed anew: 1 secrets, 3 sensitive inputs, 1 second factors, 1 addresses of channels.');
  const after = keptSecretKey(data);
  expect(after).not.toBe(before);
  expect(readFileSync(join(data, 'secret-key'), 'utf8').trim()).toHaveLength(43);
  expect(statSync(join(data, 'secret-key')).mode & 0o777).toBe(0o600);
  await inside(async (pool) => expect(await openUnder(pool, after)).toBe(6));

  const lock = await lockDataFolder(data);
  expect(command()).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Countersign already runs .*\n$/) });
  lock.release();
});
