import { log } from '#lib/server/log.ts';
import { database } from '#lib/storage/database.ts';
import { readMigrations } from '#lib/storage/migrations.ts';

type Check = 'ok' | 'unreachable' | 'behind';

let wanted: string[] | undefined;

/** Whether the database answers, and has this version's schema. */
export async function readiness(): Promise<{ database: Check; schema: Check }> {
  try {
    wanted ??= readMigrations().map(({ name }) => name);
    const { rows } = await database().pool.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    const applied = new Set(rows.map(({ name }) => name));
    return { database: 'ok', schema: wanted.every((name) => applied.has(name)) ? 'ok' : 'behind' };
  } catch (error) {
    log().warn({ err: error }, 'Not ready');
    return { database: 'unreachable', schema: 'unreachable' };
  }
}
