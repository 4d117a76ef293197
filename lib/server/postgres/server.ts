import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { OperatorProblem } from '#lib/server/problem.ts';
import { hasEnded, processIdentity, sendSignal } from '#lib/server/supervisor/process-identity.ts';
import { runAs } from './account.ts';
import { type Binaries, serverBinaries } from './binaries.ts';
import {
  applicationRole,
  type Cluster,
  clusterAccount,
  databaseName,
  openCluster,
  ownerRole,
  serverEnvironment,
} from './cluster.ts';
import { readPostmasterFile } from './postmaster-file.ts';

/**
 * The embedded server's life:
 *
 *     none ──start──▶ starting ──ready──▶ running ──stop──▶ none
 *                        ▲                   │
 *                        └──── restart ◀── died
 *
 * It lives in its own process session, so that Ctrl-C in the terminal does not reach it before the workers have handed
 * back their leases. A supervisor that was killed leaves it running; the next one adopts it when it answers to our
 * password and is the same version, and stops it otherwise.
 */
export interface EmbeddedServer {
  readonly pid: number;
  readonly port: number;
  readonly adopted: boolean;
  /** Connection of the role that owns the tables. */
  readonly ownerUrl: string;
  /** Connection of the role for web and worker. */
  readonly applicationUrl: string;
  /** Resolves when the server process is gone, whoever ended it. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, the data is flushed. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** `false` in tests: nothing is flushed to disk. */
  durable?: boolean;
  /** Reuse this port (a restart under running clients); any free one otherwise. */
  port?: number;
}

/** Starts (or adopts) the server in the data folder; its database and both roles exist when this resolves. */
export async function startEmbedded({ dataDir, durable = true, port }: EmbeddedOptions): Promise<EmbeddedServer> {
  const account = clusterAccount(dataDir);
  const binaries = serverBinaries(account);
  const cluster = await openCluster(dataDir, binaries, account, { durable });
  const left = await leftOver(cluster, binaries);
  const running = left ?? (await launch(cluster, binaries, durable, port));
  const url = (role: string, password: string, database: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${running.port}/${database}`;
  await prepare(url(ownerRole, cluster.passwords.owner, 'postgres'), cluster.passwords.application);
  return {
    pid: running.pid,
    port: running.port,
    adopted: left !== null,
    ownerUrl: url(ownerRole, cluster.passwords.owner, databaseName),
    applicationUrl: url(applicationRole, cluster.passwords.application, databaseName),
    ended: running.ended,
    stop: () => stopServer(running.pid),
  };
}

interface Running {
  pid: number;
  port: number;
  ended: Promise<void>;
}

/** Looks for a server that an earlier supervisor left behind. Adopts it, or makes sure that it is gone. */
async function leftOver(cluster: Cluster, binaries: Binaries): Promise<Running | null> {
  const until = performance.now() + 30_000;
  for (;;) {
    const file = readPostmasterFile(cluster.folder);
    if (!file || processIdentity(file.pid) === null) return null;
    if (!isServer(file.pid)) {
      // The number now belongs to another program. The server itself would take that for a rival and refuse to start.
      rmSync(join(cluster.folder, 'postmaster.pid'), { force: true });
      return null;
    }
    if (file.status.startsWith('ready') && file.port !== null) {
      if (await isOurs(cluster, binaries, file.port))
        return { pid: file.pid, port: file.port, ended: goneByPolling(file.pid) };
      await stopServer(file.pid);
      return null;
    }
    if (performance.now() > until) {
      await stopServer(file.pid);
      return null;
    }
    await pause(50);
  }
}

function isServer(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}

async function isOurs(cluster: Cluster, binaries: Binaries, port: number): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: ownerRole,
    password: cluster.passwords.owner,
    database: 'postgres',
    connectionTimeoutMillis: 3000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; version: string }>(
      `SELECT current_setting('data_directory') AS folder, current_setting('server_version') AS version`,
    );
    return rows[0]?.folder === cluster.folder && rows[0].version.startsWith(binaries.version);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function launch(cluster: Cluster, binaries: Binaries, durable: boolean, wanted?: number): Promise<Running> {
  const until = performance.now() + 30_000;
  for (;;) {
    const attempt = await launchOnce(cluster, binaries, durable, wanted ?? (await freePort()));
    if ('port' in attempt) return attempt;
    // Somebody took the port between asking and listening; or backends of a killed server are still on their way out.
    const passing = /could not bind|Address already in use|pre-existing shared memory|lock file .* already exists/;
    if (!passing.test(attempt.failure) || performance.now() > until)
      throw new OperatorProblem(`PostgreSQL did not start: ${attempt.failure} (all of it is in ${cluster.log})`);
    await pause(200);
  }
}

async function launchOnce(
  cluster: Cluster,
  binaries: Binaries,
  durable: boolean,
  port: number,
): Promise<Running | { failure: string }> {
  const logFrom = startLog(cluster.log);
  const log = openSync(cluster.log, 'a', 0o600);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'jit=off'];
  if (!durable) settings.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off');
  const child = spawn(
    binaries.postgres,
    ['-D', cluster.folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...runAs(cluster.account),
      cwd: cluster.folder,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => {
    over = true;
  });
  child.unref();
  for (;;) {
    if (over || child.pid === undefined) return { failure: lastWords(cluster.log, logFrom) };
    const file = readPostmasterFile(cluster.folder);
    if (file?.pid === child.pid && file.status.startsWith('ready')) return { pid: child.pid, port, ended };
    await pause(15);
  }
}

/** Where this start's lines begin; a log that has grown long begins anew. */
function startLog(log: string): number {
  if (!existsSync(log)) return 0;
  const { size } = statSync(log);
  if (size < 10 * 1024 * 1024) return size;
  truncateSync(log);
  return 0;
}

function lastWords(log: string, from: number): string {
  const lines = readFileSync(log).subarray(from).toString('utf8').trim().split('\n');
  const fatal = lines.filter((line) => /FATAL|PANIC|could not|pre-existing/.test(line));
  return (fatal.length > 0 ? fatal : lines.slice(-1))
    .map((line) => line.replace(/^.*?(FATAL|PANIC|LOG): +/, ''))
    .join('; ');
}

/** Makes the application's role and the database on the first start. */
async function prepare(adminUrl: string, applicationPassword: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; base: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role, EXISTS (SELECT FROM pg_database WHERE datname = $2) AS base`,
      [applicationRole, databaseName],
    );
    if (!rows[0]?.role)
      await client.query(`CREATE ROLE ${applicationRole} LOGIN PASSWORD ${client.escapeLiteral(applicationPassword)}`);
    if (!rows[0]?.base) await client.query(`CREATE DATABASE ${databaseName} OWNER ${ownerRole}`);
  } finally {
    await client.end();
  }
}

async function stopServer(pid: number): Promise<void> {
  if (processIdentity(pid) === null) return;
  sendSignal(pid, 'SIGINT');
  if (await hasEnded(pid, 20_000)) return;
  sendSignal(pid, 'SIGQUIT');
  if (!(await hasEnded(pid, 10_000))) throw new OperatorProblem(`PostgreSQL (process ${pid}) does not stop.`);
}

async function goneByPolling(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  while (processIdentity(pid) === identity && identity !== null)
    await new Promise((resolve) => setTimeout(resolve, 500).unref());
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
