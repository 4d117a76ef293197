import pg from 'pg';
import { grantApplicationRole } from './grants.ts';
import { type Migration, readMigrations } from './migrations.ts';

/** The database's schema does not fit this version, told in words for the operator. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
}

/** Any number does, as long as no other program takes the same one in this database. */
const migrationLock = 7_245_110_031;

export interface MigrateOptions {
  /** Connection of the role that owns the tables. */
  ownerUrl: string;
  /** The role web and worker use, when it is another one: it is given what it needs, and no right to change the record. */
  applicationRole?: string | null;
  migrations?: readonly Migration[];
}

/**
 * Brings the database to this version's schema and returns the names of the migrations that were applied. Several
 * processes may call it at once: one works, the others wait and find nothing to do.
 */
export async function migrate({
  ownerUrl,
  applicationRole = null,
  migrations = readMigrations(),
}: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    if ((await pending(client, migrations)).length === 0) return [];
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const todo = await pending(client, migrations);
    if (todo.length === 0) return [];
    await client.query(historyTable);
    for (const migration of todo) await apply(client, migration);
    await grantApplicationRole(client, applicationRole);
    return todo.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Prisma's own table, column for column, so that its command line reads this history as its own. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

/** One transaction holds the migration and its line in the history: a killed process leaves both or neither. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES (gen_random_uuid(), $1, clock_timestamp(), $2, 1)`,
      [checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new SchemaMismatch(`The migration ${name} failed: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

async function pending(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const there = await client.query<{ there: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`);
  const { rows } = there.rows[0]?.there
    ? await client.query<{ name: string; checksum: string }>(
        'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
      )
    : { rows: [] };
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of rows) {
    const migration = known.get(name);
    if (!migration)
      throw new SchemaMismatch(`The database is newer than this version of Countersign: it has the migration ${name}.`);
    if (migration.checksum !== checksum)
      throw new SchemaMismatch(`The migration ${name} was changed after this database was made with it.`);
    known.delete(name);
  }
  return [...known.values()];
}
