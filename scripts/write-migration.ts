// npm run migrate:new -- NAME          writes the SQL that leads from the migrations there are to prisma/schema
// npm run migrate:new -- NAME --again  writes the newest migration anew in place; what is written by hand in it stays
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#lib/server/postgres/server.ts';
import { handWrittenMark, migrationsFolder, readMigrations } from '#lib/storage/migrations.ts';
import { differenceToSchema } from '#lib/storage/schema-engine.ts';

const [name, ...flags] = process.argv.slice(2);
const again = flags.includes('--again');
if (!name || !/^[a-z][a-z0-9_]*$/.test(name) || flags.some((flag) => flag !== '--again')) {
  process.stderr.write('Say what the migration is called: npm run migrate:new -- add_schedules [--again]\n');
  process.exit(2);
}

const migrations = readMigrations();
const newest = migrations.at(-1);
if (again && !newest?.name.endsWith(`_${name}`)) {
  process.stderr.write(`Only the newest migration can be written anew, and that is ${newest?.name ?? 'none'}.\n`);
  process.exit(2);
}
const earlier = again ? migrations.slice(0, -1) : migrations;
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const folder = join(migrationsFolder(), again && newest ? newest.name : `${stamp}_${name}`);

const dataDir = mkdtempSync(join(tmpdir(), 'countersign-migration-'));
const server = await startEmbedded({ dataDir, durable: false });
try {
  const generated = await differenceToSchema(server.ownerUrl, earlier);
  const byHand = again && newest ? newest.sql.split(handWrittenMark)[1] : undefined;
  if (generated === '' && !again) {
    process.stdout.write('The migrations agree with prisma/schema; nothing to write.\n');
  } else {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'migration.sql'),
      `${generated}\n${byHand === undefined ? '' : `\n${handWrittenMark}${byHand}`}`,
    );
    process.stdout.write(`${folder}/migration.sql\n`);
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
