import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { processIdentity } from '#lib/server/supervisor/process-identity.ts';
import { type EmbeddedServer, startEmbedded } from './server.ts';

let dataDir: string;
let server: EmbeddedServer | null = null;

const start = async (): Promise<EmbeddedServer> => {
  server = await startEmbedded({ dataDir, durable: false });
  return server;
};

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows[0];
  } finally {
    await client.end();
  }
}

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'countersign-postgres-'));
});
afterEach(async () => {
  await server?.stop();
  server = null;
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it('comes up with UTF-8, the builtin locale, an owner and a role of lesser rights', async () => {
  const { ownerUrl, applicationUrl, adopted } = await start();
  expect(adopted).toBe(false);
  const database = `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
    FROM pg_database WHERE datname = current_database()`;
  expect(await ask(ownerUrl, database)).toEqual({ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' });
  const role = 'SELECT rolname AS name, rolsuper AS super FROM pg_roles WHERE rolname = current_user';
  expect(await ask(ownerUrl, role)).toEqual({ name: 'countersign_owner', super: true });
  expect(await ask(applicationUrl, role)).toEqual({ name: 'countersign_app', super: false });
});

it('lets nobody in without the password, which only its owner can read', async () => {
  const { ownerUrl } = await start();
  await expect(ask(ownerUrl.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600);
});

it('is adopted by the next start when it was left running, with its data', async () => {
  const first = await start();
  await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
  const second = await startEmbedded({ dataDir, durable: false });
  expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
  expect(await ask(second.ownerUrl, 'SELECT one FROM kept')).toEqual({ one: 1 });
  await second.stop();
  await first.ended;
  expect(processIdentity(first.pid)).toBeNull();
});

it('comes up again after a kill -9, on the same port when asked', async () => {
  const first = await start();
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  server = await startEmbedded({ dataDir, durable: false, port: first.port });
  expect(server).toMatchObject({ adopted: false, port: first.port });
  expect(await ask(server.ownerUrl, 'SELECT one FROM kept')).toEqual({ one: 1 });
});

it('is not fooled by a stale lock whose number another program has now', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(other, 'spawn');
  const folder = join(dataDir, 'postgres/data');
  writeFileSync(join(folder, 'postmaster.pid'), `${other.pid}\n${folder}\n1\n5432\n\n127.0.0.1\n1 2\nready   \n`);
  expect((await start()).adopted).toBe(false);
  expect(other.exitCode).toBeNull();
  other.kill('SIGKILL');
});

it('refuses data of another major version in one line', async () => {
  const file = join(dataDir, 'postgres/data/PG_VERSION');
  const real = readFileSync(file, 'utf8');
  writeFileSync(file, '17\n');
  await expect(start()).rejects.toThrow(/^The database in .* was made by PostgreSQL 17, this version brings 18\. .*$/);
  writeFileSync(file, real);
});
