import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import pg from 'pg';
import { OperatorProblem, systemCode } from '#lib/server/problem.ts';

/** Makes the data folder; one line when that cannot be done. */
export function requireDataFolder(dataDir: string): void {
  try {
    const made = mkdirSync(dirname(dataDir), { recursive: true, mode: 0o755 });
    // Whatever the umask: the account of the embedded server walks through here.
    if (made !== undefined && dirname(dataDir) === '/var/lib/countersign') chmodSync(dirname(dataDir), 0o755);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = {
      EROFS: 'it is read-only',
      EACCES: 'this account may not write there',
      ENOTDIR: 'part of the path is a file',
      EEXIST: 'it is a file',
      ENOSPC: 'the disk is full',
    };
    const code = systemCode(error) ?? '';
    throw new OperatorProblem(
      `The data folder ${dataDir} cannot be used: ${why[code as keyof typeof why] ?? code}. Choose another with COUNTERSIGN_DATA_DIR.`,
      { cause: error },
    );
  }
}

/** Refuses a port that somebody has, before anything is started for it. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const code = await new Promise<string | null>((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(systemCode(error) ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (code === null) return;
  const words = {
    EADDRINUSE: `Port ${port} on ${host} is in use. Choose another, for example: PORT=${port + 1} npm start`,
    EACCES: `This account may not listen on port ${port}. Choose one above 1023 with PORT.`,
    EADDRNOTAVAIL: `HOST=${host} is not an address of this machine.`,
    ENOTFOUND: `HOST=${host} is not an address of this machine.`,
  };
  throw new OperatorProblem(words[code as keyof typeof words] ?? `Port ${port} on ${host} cannot be used (${code}).`);
}

/** Waits for a server that is not ours to answer (it may be starting beside us), and checks that it is new enough. */
export async function requireDatabase(
  url: string,
  { patienceMs = 30_000, onWait = () => {} }: { patienceMs?: number; onWait?: () => void } = {},
): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let told = false; ; ) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
      const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
      if (major < oldestMajor)
        throw new OperatorProblem(
          `DATABASE_URL leads to PostgreSQL ${major}; version ${oldestMajor} or later is needed.`,
        );
      return;
    } catch (error) {
      if (error instanceof OperatorProblem) throw error;
      const passing = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', '57P03'].includes(
        systemCode(error) ?? '',
      );
      if (!passing || performance.now() > until) {
        const { host } = new URL(url);
        throw new OperatorProblem(
          `The database at ${host} does not let us in: ${error instanceof Error ? error.message || systemCode(error) : error}`,
          { cause: error },
        );
      }
      if (!told) onWait();
      told = true;
    } finally {
      await client.end().catch(() => {});
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const oldestMajor = 15;
