import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { TestProject } from 'vitest/node';
import { applicationRole, databaseName } from '#lib/server/postgres/cluster.ts';
import { readPostmasterFile } from '#lib/server/postgres/postmaster-file.ts';
import { startEmbedded } from '#lib/server/postgres/server.ts';
import { hasEnded, isAlive, sendSignal } from '#lib/server/supervisor/process-identity.ts';
import { jobSchema } from '#lib/storage/grants.ts';
import { migrate } from '#lib/storage/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connections to the test server's template database, which `freshDatabase()` clones. */
    postgres: { ownerUrl: string; applicationUrl: string };
  }
}

const prefix = 'countersign-test-';

/** One PostgreSQL for all test files, nothing flushed to disk, with a migrated database to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const server = await startEmbedded({ dataDir, durable: false });
  await migrate({ ownerUrl: server.ownerUrl, applicationRole });
  const boss = new PgBoss({
    connectionString: server.applicationUrl,
    schema: jobSchema,
    createSchema: false,
    supervise: false,
  });
  boss.on('error', () => {});
  await boss.start();
  await boss.stop({ graceful: false });
  await closed(server.ownerUrl);
  project.provide('postgres', { ownerUrl: server.ownerUrl, applicationUrl: server.applicationUrl });
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A database is cloned only when nobody is connected to it; a pool's sockets close a moment after it says so. */
async function closed(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(ownerUrl), { pathname: '/postgres' }).href });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [databaseName],
  );
  await client.end();
}

/** Removes the servers of test runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!Number.isInteger(owner) || isAlive(owner)) continue;
    const dataDir = join(tmpdir(), name);
    try {
      const left = readPostmasterFile(join(dataDir, 'postgres/data'));
      if (left && isAlive(left.pid)) {
        sendSignal(left.pid, 'SIGINT');
        await hasEnded(left.pid, 5000);
      }
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another account's, or being removed by another run at this moment: not ours to clean.
    }
  }
}
