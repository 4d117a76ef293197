import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { processIdentity } from '#lib/server/supervisor/process-identity.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, ownerRole } from './cluster.ts';
import type { Running } from './launch.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { stopServer } from './stop-server.ts';

/** Looks for a server that an earlier supervisor left behind. Adopts it, or makes sure that it is gone. */
export async function leftOver(cluster: Cluster, binaries: Binaries): Promise<Running | null> {
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

async function goneByPolling(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  while (processIdentity(pid) === identity && identity !== null)
    await new Promise((resolve) => setTimeout(resolve, 500).unref());
}
