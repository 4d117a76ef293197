import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A real worker process on a database. Resolves when it takes runs. */
export async function startWorkerProcess({
  url,
  dataDir,
  slots = 2,
}: {
  url: string;
  dataDir: string;
  slots?: number;
}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../lib/server/worker.ts', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      DATABASE_URL: url,
      COUNTERSIGN_DATA_DIR: dataDir,
      COUNTERSIGN_SLOTS: String(slots),
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return child;
}

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
