import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One step of the schema's history: `prisma/migrations/<name>/migration.sql`. */
export interface Migration {
  /** `20261121000000_init`: the stamp orders them. */
  name: string;
  sql: string;
  /** SHA-256 of the file, in hex: what `_prisma_migrations` keeps. */
  checksum: string;
}

/** Below this line a migration is written by hand: what the schema language cannot say (triggers, storage settings). */
export const handWrittenMark = '-- Written by hand from here on; kept when the part above is generated anew.';

export const migrationsFolder = (root: string = resolve(import.meta.dirname, '../..')): string =>
  join(root, 'prisma/migrations');

/** The migrations on disk, oldest first. */
export function readMigrations(folder: string = migrationsFolder()): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}
