import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../../test/database.ts';
import { migrate, SchemaMismatch } from './migrate.ts';
import { type Migration, readMigrations } from './migrations.ts';
import { differenceToSchema } from './schema-engine.ts';

const step = (name: string, sql: string): Migration => ({ name, sql, checksum: `checksum of ${name}` });

describe('the migrations', () => {
  it('lead to exactly what prisma/schema says', async () => {
    const empty = await emptyDatabase();
    expect(await differenceToSchema(empty.ownerUrl, readMigrations())).toBe('');
    await empty.drop();
  });

  it('are applied once, also when two processes start together', async () => {
    const empty = await emptyDatabase();
    const both = await Promise.all([migrate({ ownerUrl: empty.ownerUrl }), migrate({ ownerUrl: empty.ownerUrl })]);
    expect(both.flat()).toEqual(readMigrations().map(({ name }) => name));
    await empty.drop();
  });

  it('leave nothing when one fails, and run again once it is mended', async () => {
    const empty = await emptyDatabase();
    const broken = [step('1_first', 'CREATE TABLE one (id int); SELECT 1 / (SELECT 0)')];
    await expect(migrate({ ownerUrl: empty.ownerUrl, migrations: broken })).rejects.toThrow(
      /1_first failed: division by zero/,
    );
    const mended = [step('1_first', `CREATE TABLE one (id int); COMMENT ON TABLE one IS 'a; b'`)];
    expect(await migrate({ ownerUrl: empty.ownerUrl, migrations: mended })).toEqual(['1_first']);
    await empty.drop();
  });

  it('are refused when the database is newer, or was made with another text of them', async () => {
    const empty = await emptyDatabase();
    await migrate({ ownerUrl: empty.ownerUrl });
    await expect(migrate({ ownerUrl: empty.ownerUrl, migrations: [] })).rejects.toThrow(/newer than this version/);
    const edited = readMigrations().map((migration) => ({ ...migration, checksum: 'other' }));
    await expect(migrate({ ownerUrl: empty.ownerUrl, migrations: edited })).rejects.toThrow(SchemaMismatch);
    await empty.drop();
  });
});

describe('the record', () => {
  let db: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    db = await freshDatabase();
    owner = new pg.Client({ connectionString: db.ownerUrl });
    await owner.connect();
    await db.pool.query(
      `INSERT INTO audit_entry (workspace_id, seq, at, action, resource_type, resource_id, body, prev_hash, hash)
       VALUES ('w', 1, now(), 'a', 'r', 'i', '{}', '', 'h')`,
    );
  });
  afterAll(async () => {
    await owner.end();
    await db.drop();
  });

  it.each(['UPDATE audit_entry SET body = body', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'refuses %s in the application’s role and in the owner’s',
    async (statement) => {
      await expect(db.pool.query(statement)).rejects.toThrow(/permission denied/);
      await expect(owner.query(statement)).rejects.toThrow(/append-only/);
      await owner.query(`SET session_replication_role = replica`);
      await expect(owner.query(statement)).rejects.toThrow(/append-only/);
      await owner.query(`RESET session_replication_role`);
    },
  );
});
