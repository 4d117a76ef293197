import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorProblem } from '#lib/server/problem.ts';
import { type Account, giveTo, postgresAccount, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';

/** The superuser of the embedded server: owns the tables, runs migrations. Known to the supervisor alone. */
export const ownerRole = 'countersign_owner';
/** The role of the web and worker processes: it cannot change or remove entries of the record. */
export const applicationRole = 'countersign_app';
export const databaseName = 'countersign';

/** A cluster's folder on disk, and the passwords of its two roles. */
export interface Cluster {
  /** PGDATA */
  folder: string;
  log: string;
  account: Account | null;
  passwords: { owner: string; application: string };
}

/** Which account the server runs under: the owner of data that is already there, else the one for new data. */
export function clusterAccount(dataDir: string): Account | null {
  const folder = join(dataDir, 'postgres', 'data');
  const self = process.getuid?.();
  if (self === undefined || !existsSync(folder)) return postgresAccount();
  const { uid, gid } = statSync(folder);
  if (uid === self && self !== 0) return null;
  if (self === 0 && uid !== 0) return { name: `number ${uid}`, uid, gid };
  throw new OperatorProblem(
    `The database in ${folder} belongs to account number ${uid}; start as that account or as root, or choose another COUNTERSIGN_DATA_DIR.`,
  );
}

/**
 * Opens the cluster in the data folder, making it first when there is none. Refuses data of another major version.
 * `durable: false` (tests) skips the flush to disk.
 */
export async function openCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account | null,
  { durable = true }: { durable?: boolean } = {},
): Promise<Cluster> {
  const home = join(dataDir, 'postgres');
  const folder = join(home, 'data');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  giveTo(account, home);
  // The account must walk through the data folder, and may read nothing else in it.
  if (account) chmodSync(dataDir, 0o711);
  requireReach(home, account);
  const passwords = keptPasswords(join(dataDir, 'postgres.json'), existsSync(folder));
  const cluster = { folder, log: join(dataDir, 'postgres.log'), account, passwords };
  if (!existsSync(folder)) await initialise(cluster, binaries, durable);
  const found = Number(readFileSync(join(folder, 'PG_VERSION'), 'utf8'));
  if (found !== binaries.major)
    throw new OperatorProblem(
      `The database in ${folder} was made by PostgreSQL ${found}, this version brings ${binaries.major}. docs/operations.md tells how to move it.`,
    );
  return cluster;
}

function requireReach(home: string, account: Account | null): void {
  if (!account) return;
  const answer = spawnSync('/bin/sh', ['-c', 'cd "$0" && test -w .', home], { ...runAs(account), cwd: '/' });
  if (answer.status !== 0)
    throw new OperatorProblem(
      `The account “${account.name}” that runs PostgreSQL cannot reach ${home}. Choose a COUNTERSIGN_DATA_DIR that other accounts may enter.`,
    );
}

function keptPasswords(file: string, clusterExists: boolean): Cluster['passwords'] {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  if (clusterExists)
    throw new OperatorProblem(`The database's passwords are missing: ${file} belongs to the data beside it.`);
  const passwords = {
    owner: randomBytes(24).toString('base64url'),
    application: randomBytes(24).toString('base64url'),
  };
  writeFileSync(file, `${JSON.stringify(passwords)}\n`, { mode: 0o600 });
  return passwords;
}

/** Makes the cluster beside its final place and moves it there whole, so that an interrupted start leaves nothing half made. */
async function initialise(cluster: Cluster, binaries: Binaries, durable: boolean): Promise<void> {
  const partial = `${cluster.folder}.new`;
  const passwordFile = `${cluster.folder}.password`;
  rmSync(partial, { recursive: true, force: true });
  writeFileSync(passwordFile, `${cluster.passwords.owner}\n`, { mode: 0o600 });
  giveTo(cluster.account, passwordFile);
  const args = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  args.push('--auth=scram-sha-256', `--username=${ownerRole}`, `--pwfile=${passwordFile}`, `--pgdata=${partial}`);
  if (!durable) args.push('--no-sync');
  try {
    await runToEnd(binaries.initdb, args, cluster.account);
    renameSync(partial, cluster.folder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(partial, { recursive: true, force: true });
  }
}

function runToEnd(command: string, args: string[], account: Account | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...runAs(account),
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new OperatorProblem(`The database could not be made: ${said.trim().split('\n').slice(-3).join(' ')}`));
    });
  });
}

/** All that the server's programs see of our environment: no addresses, keys or passwords. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}
