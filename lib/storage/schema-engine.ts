import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Migration } from './migrations.ts';

/**
 * Prisma's adapter cuts a script at every semicolon, those in function bodies, strings and comments too, and runs the
 * pieces one by one. Sent whole, PostgreSQL reads it itself and makes one transaction of it.
 */
class MigrationAdapter extends PrismaPg {
  override async connect() {
    return mended(await super.connect());
  }

  override async connectToShadowDb() {
    return mended(await super.connectToShadowDb());
  }
}

/** Columns of PostgreSQL's inner type "char" that the engine reads from the catalog, and that the adapter does not know. */
const innerCharacters = /\b(constr\.contype(?= AS)|con\.confdeltype|con\.confupdtype)\b/g;
const innerCharacterNames = new Set(['constraint_type', 'confdeltype', 'confupdtype']);

function mended<Adapter extends Awaited<ReturnType<PrismaPg['connect']>>>(adapter: Adapter): Adapter {
  adapter.executeScript = async (sql) => {
    await adapter.executeRaw({ sql, args: [], argTypes: [] });
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw({ ...query, sql: query.sql.replace(innerCharacters, '$1::text') });
    for (const [index, name] of result.columnNames.entries())
      if (innerCharacterNames.has(name)) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

const noFilter = { externalTables: [], externalEnums: [] };

/**
 * Prisma's schema engine as WebAssembly, on a connection of its own. The native one is fetched from a host that closed
 * networks do not reach. Instantiated by hand: the package's own loader imports `.wasm`, which plain Node does not.
 */
async function openEngine(url: string): Promise<SchemaEngine> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(file.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter({ connectionString: url }));
  return glue.SchemaEngine.new({ datamodels: schemaFiles().map((f) => [f.path, f.content]) }, () => {}, adapter);
}

function schemaFiles(): { path: string; content: string }[] {
  const folder = resolve(import.meta.dirname, '../../prisma/schema');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((path) => ({ path, content: readFileSync(join(folder, path), 'utf8') }));
}

function asList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: 'prisma/migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** The SQL that leads from these migrations to `prisma/schema`; empty when they agree. Needs a role that may make databases. */
export async function differenceToSchema(url: string, migrations: readonly Migration[]): Promise<string> {
  const engine = await openEngine(url);
  try {
    const { stdout } = await engine.diff({
      from: migrations.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...asList(migrations) },
      to: { tag: 'schemaDatamodel', files: schemaFiles() },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    const sql = stdout?.trim() ?? '';
    return sql.startsWith('-- This is an empty migration') ? '' : sql;
  } finally {
    engine.free();
  }
}
