import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '#lib/storage/database.ts';

/** A database of one test file's own, in the rights of the application's role as in the product. */
export interface TestDatabase extends Database {
  /** Connection of the role that owns the tables, for what the application may not do. */
  ownerUrl: string;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template (about 50 ms). Use it in `beforeAll`, and `drop()` it in `afterAll`.
 *
 *     let db: TestDatabase;
 *     beforeAll(async () => { db = await freshDatabase(); });
 *     afterAll(() => db.drop());
 */
export async function freshDatabase({ max = 10 }: { max?: number } = {}): Promise<TestDatabase> {
  const template = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(
    template.ownerUrl,
    `CREATE DATABASE ${name} TEMPLATE ${new URL(template.ownerUrl).pathname.slice(1)}`,
  );
  const opened = openDatabase({ url: inDatabase(template.applicationUrl, name), max, name: 'test' });
  return {
    ...opened,
    ownerUrl: inDatabase(template.ownerUrl, name),
    async drop() {
      await opened.close();
      await administer(template.ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** An empty database, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<{ ownerUrl: string; drop(): Promise<void> }> {
  const { ownerUrl } = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(ownerUrl, `CREATE DATABASE ${name} TEMPLATE template0`);
  return {
    ownerUrl: inDatabase(ownerUrl, name),
    drop: () => administer(ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

function inDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

async function administer(ownerUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase(ownerUrl, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
