import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ArtifactStore, LogStore } from '#lib/engine/ports.ts';
import { Worker } from '#lib/engine/worker-loop.ts';
import { stepKind } from '#lib/steps/registry.ts';
import { commandRunner } from '#lib/steps/shell/command-runner.ts';
import type { Database } from '#lib/storage/database.ts';
import { openDoorbell } from '#lib/storage/doorbell.ts';
import { createAdmission } from '#lib/storage/engine/admission.ts';
import { createPool } from '#lib/storage/engine/pool.ts';
import { createRunStore } from '#lib/storage/engine/run-store.ts';
import { createSessions } from '#lib/storage/engine/sessions.ts';

export type WorkerOptions = {
  database: Pick<Database, 'pool' | 'url'>;
  pools: string[];
  slots: number;
  /** Scratch folders of attempts are made in `work` below it. */
  dataDir: string;
  maxConcurrentRuns: number;
  logs: LogStore;
  artifacts: ArtifactStore;
  leaseMs?: number;
  /** Told after each flush which runs moved. */
  onMoved?: (runs: { runId: string; workspaceId: string; seq: number }[]) => void;
  onError: (error: unknown, about: string) => void;
};

export type OpenWorker = {
  worker: Worker;
  /** Hands everything back; commands get `graceMs` to end by themselves. */
  close(options?: { graceMs?: number }): Promise<void>;
};

/** A worker on this database, driving runs when this resolves. Several may live in one process. */
export async function openWorker(options: WorkerOptions): Promise<OpenWorker> {
  const { database, pools, slots, dataDir, logs, artifacts, onError, onMoved, leaseMs = 15_000 } = options;
  const { pool, url } = database;
  const store = createRunStore({ pool, url, onMoved, onSnapshotError: (error) => onError(error, 'snapshot') });
  const doorbell = await openDoorbell({ url, pool, keepsHouse: true, onError: (error) => onError(error, 'doorbell') });
  commandRunner.warm();
  const worker = await Worker.start({
    store,
    admission: createAdmission({ pool, maxConcurrentRuns: options.maxConcurrentRuns }),
    pool: createPool({ pool }),
    sessions: createSessions({ pool, leaseMs }),
    doorbell,
    kinds: stepKind,
    logs,
    artifacts,
    chance: { id: randomUUID, number: Math.random },
    monotonic: () => performance.now(),
    host: hostname(),
    pid: process.pid,
    pools,
    slots,
    workDir: join(dataDir, 'work'),
    maxHeld: options.maxConcurrentRuns,
    leaseMs,
    onError,
  });
  let closing: Promise<void> | null = null;
  return {
    worker,
    close(how) {
      closing ??= worker.stop(how).then(() => store.close());
      return closing;
    },
  };
}
