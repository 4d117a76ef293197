import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** One bad import for each row of the house's table: who, what it reaches for. */
const forbidden: [string, string][] = [
  ['lib/domain/run/planted.ts', 'node:fs'],
  ['lib/domain/run/planted.ts', '#lib/storage/database.ts'],
  ['lib/domain/run/planted.ts', '../../storage/database.ts'],
  ['lib/domain/run/planted.ts', '../../contracts/problem.ts'],
  ['lib/domain/run/planted.ts', 'react'],
  ['lib/domain/run/planted.ts', 'pino'],
  ['lib/contracts/planted.ts', '#lib/engine/ports.ts'],
  ['lib/contracts/planted.ts', 'node:crypto'],
  ['lib/engine/planted.ts', '#lib/storage/database.ts'],
  ['lib/engine/planted.ts', '#lib/contracts/problem.ts'],
  ['lib/engine/planted.ts', 'pg'],
  ['lib/engine/planted.ts', '@prisma/client'],
  ['lib/engine/planted.ts', 'socket.io'],
  ['lib/engine/planted.ts', 'next/server'],
  ['lib/steps/planted.ts', '#lib/server/config.ts'],
  ['lib/steps/planted.ts', '../storage/database.ts'],
  ['lib/storage/planted.ts', '#lib/server/config.ts'],
  ['lib/storage/planted.ts', 'react'],
  ['lib/server/commands/planted.ts', 'react'],
  ['lib/server/commands/planted.ts', '#components/ui/button.tsx'],
  ['lib/server/commands/planted.ts', '../../client/api.ts'],
  ['lib/sdk/planted.ts', '#lib/storage/database.ts'],
  ['lib/sdk/planted.ts', '#lib/engine/ports.ts'],
  ['lib/client/planted.ts', '#lib/server/config.ts'],
  ['lib/client/planted.ts', 'node:fs'],
  ['components/run/planted.tsx', '#lib/server/config.ts'],
  ['components/run/planted.tsx', '#lib/storage/database.ts'],
  ['components/run/planted.tsx', 'pg'],
  ['app/planted.tsx', '#lib/storage/database.ts'],
  ['app/planted.tsx', '../lib/engine/ports.ts'],
  ['app/planted.tsx', '@prisma/client'],
  ['lib/server/planted.ts', 'node:vm'],
  ['scripts/planted.ts', 'vm'],
];

const allowed: [string, string][] = [
  ['lib/domain/run/planted.ts', 'zod'],
  ['lib/domain/run/planted.ts', '#lib/domain/gate/spec.ts'],
  ['lib/domain/run/planted.ts', '../gate/spec.ts'],
  ['lib/contracts/planted.ts', '#lib/domain/gate/spec.ts'],
  ['lib/steps/planted.ts', '#lib/engine/ports.ts'],
  ['lib/steps/planted.ts', 'node:child_process'],
  ['lib/storage/planted.ts', '#lib/engine/ports.ts'],
  ['lib/server/planted.ts', '#lib/storage/database.ts'],
  ['lib/client/planted.ts', 'react'],
  ['components/run/planted.tsx', '#lib/client/api.ts'],
  ['app/planted.tsx', '#lib/server/config.ts'],
];

describe('the layers', () => {
  let folder: string;
  const told = new Map<string, string>();
  const planted = (file: string, index: number) => file.replace('planted', `planted-${index}`);

  beforeAll(() => {
    // A copy of the rules over a planted house: one run of the linter for all of them.
    folder = mkdtempSync(join(tmpdir(), 'countersign-layers-'));
    const {
      vcs: _vcs,
      files: _files,
      plugins: _plugins,
      ...rules
    } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules));
    for (const [index, [file, target]] of [...forbidden, ...allowed].entries()) {
      const at = join(folder, planted(file, index));
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, `export * from '${target}';\n`);
    }
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    const report: { diagnostics: { location: { path: string }; message: string }[] } = JSON.parse(stdout);
    for (const { location, message } of report.diagnostics) told.set(location.path, message);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(forbidden)('%s may not import %s', (file, target) => {
    const index = forbidden.findIndex((row) => row[0] === file && row[1] === target);
    expect(told.get(planted(file, index))).toBeDefined();
  });

  it.each(allowed)('%s may import %s', (file, target) => {
    const index = forbidden.length + allowed.findIndex((row) => row[0] === file && row[1] === target);
    expect(told.get(planted(file, index))).toBeUndefined();
  });
});
