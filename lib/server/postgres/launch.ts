import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { OperatorProblem } from '#lib/server/problem.ts';
import { runAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, serverEnvironment } from './cluster.ts';
import { readPostmasterFile } from './postmaster-file.ts';

/** A server process that answers. */
export interface Running {
  pid: number;
  port: number;
  ended: Promise<void>;
}

/** Starts the server and waits until it is ready; tries again over what passes by itself. `wanted`: this port, not any free one. */
export async function launch(
  cluster: Cluster,
  binaries: Binaries,
  durable: boolean,
  wanted?: number,
): Promise<Running> {
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
