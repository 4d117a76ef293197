import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { withClient } from './database.ts';
import type { Running } from './running.ts';

const patienceMs = 30_000;

/** A worker process beside the product's own processes, as on another machine: its session is open when this resolves. */
export async function startWorker(running: Running, env: Record<string, string> = {}) {
  const root = join(import.meta.dirname, '../..');
  const before = await living(running);
  const worker = spawn(process.execPath, [join(root, 'lib/server/worker.ts')], {
    cwd: root,
    // The channel: should the bench end in any way, this worker ends too.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      DATABASE_URL: running.applicationUrl,
      COUNTERSIGN_DATA_DIR: running.product.dataDir,
      COUNTERSIGN_ROLE: 'worker',
      ...env,
    },
  });
  const until = performance.now() + patienceMs;
  while ((await living(running)) === before) {
    if (worker.exitCode !== null || performance.now() > until) {
      await stop(worker);
      throw new Error('the worker did not come up');
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return { pid: worker.pid ?? 0, stop: () => stop(worker) };
}

async function living({ ownerUrl }: Running): Promise<number> {
  const text = 'select count(*)::int as n from worker_session where ended_at is null and expires_at > now()';
  const { rows } = await withClient(ownerUrl, (client) => client.query<{ n: number }>(text));
  return rows[0]?.n ?? 0;
}

async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGTERM');
  const late = setTimeout(() => worker.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
}
