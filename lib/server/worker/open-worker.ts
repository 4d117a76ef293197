import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ProcessLimits } from '#lib/engine/step-kind.ts';
import { Worker, type WorkerTools } from '#lib/engine/worker-loop.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { createChannels } from '#lib/server/channels/channels.ts';
import { createSender } from '#lib/server/channels/send.ts';
import { createEgress } from '#lib/server/egress/egress.ts';
import { HeavyWork } from '#lib/steps/compute/heavy-work.ts';
import { stepKind } from '#lib/steps/registry.ts';
import { commandRunner } from '#lib/steps/shell/command-runner.ts';
import type { Database } from '#lib/storage/database.ts';
import { openDoorbell } from '#lib/storage/doorbell.ts';
import { createAdmission } from '#lib/storage/engine/admission.ts';
import { createArtifactStore } from '#lib/storage/engine/artifacts.ts';
import { createGatePolicies } from '#lib/storage/engine/gate-policies.ts';
import { createPool } from '#lib/storage/engine/pool.ts';
import { createRunStore } from '#lib/storage/engine/run-store.ts';
import { createSessions } from '#lib/storage/engine/sessions.ts';
import { createChildStarter } from '#lib/storage/engine/start-children.ts';
import { createStepCache } from '#lib/storage/engine/step-cache.ts';
import { createLogStore } from '#lib/storage/logs.ts';
import { createSealedValues } from '#lib/storage/sealed-values.ts';
import { createWakes } from '#lib/storage/wake.ts';
import { workspaceHosts } from '#lib/storage/workspace-hosts.ts';

export type WorkerOptions = {
  database: Pick<Database, 'pool' | 'url'>;
  pools: string[];
  slots: number;
  /** Artifacts, and in `work` the scratch folders of attempts. */
  dataDir: string;
  maxConcurrentRuns: number;
  maxConcurrentSteps: number;
  /** Of child runs whose workflow names no time limit; null for none. */
  defaultRunTimeoutMs: number | null;
  /** For every process of a pool command. */
  limits: ProcessLimits;
  leaseMs?: number;
  onError: (error: unknown, about: string) => void;
  /** Given what the worker works with, answers what it shall work with instead: where tests let it die in between. */
  around?: (tools: WorkerTools) => WorkerTools;
};

export type OpenWorker = {
  worker: Worker;
  /** Hands everything back; commands get `graceMs` to end by themselves. */
  close(options?: { graceMs?: number }): Promise<void>;
};

/** A worker on this database, driving runs when this resolves. Several may live in one process. */
export async function openWorker(options: WorkerOptions): Promise<OpenWorker> {
  const { database, pools, slots, dataDir, onError, leaseMs = 15_000, around = (tools) => tools } = options;
  const { pool, url } = database;
  const wakes = createWakes({ pool, onError: (error) => onError(error, 'wakes') });
  const store = createRunStore({
    pool,
    url,
    onMoved: wakes.moved,
    onSnapshotError: (error) => onError(error, 'snapshot'),
  });
  const doorbell = await openDoorbell({ url, pool, keepsHouse: true, onError: (error) => onError(error, 'doorbell') });
  const heavy = new HeavyWork();
  commandRunner.warm();
  const egress = createEgress({ allowedHosts: workspaceHosts(pool) });
  const tools: WorkerTools = {
    store,
    cache: createStepCache({ pool }),
    policies: createGatePolicies({ pool }),
    admission: createAdmission({ pool, maxConcurrentRuns: options.maxConcurrentRuns }),
    children: createChildStarter({
      pool,
      defaultTimeoutMs: options.defaultRunTimeoutMs,
      onMoved: wakes.moved,
    }),
    pool: createPool({ pool }),
    sessions: createSessions({ pool, leaseMs }),
    doorbell,
    kinds: stepKind,
    heavyWork: heavy.workOut,
    logs: createLogStore({
      pool,
      onStored: (runIds) => wakes.printed(runIds.map((runId) => ({ runId }))),
      onError: (error) => onError(error, 'logs'),
    }),
    artifacts: createArtifactStore({ dataDir }),
    egress,
    channels: createChannels({ pool, send: createSender(egress) }),
    sealed: createSealedValues({ pool, seal: () => sealFor('secrets') }),
    limits: options.limits,
    chance: { id: randomUUID, number: Math.random },
    monotonic: () => performance.now(),
    host: hostname(),
    pid: process.pid,
    pools,
    slots,
    workDir: join(dataDir, 'work'),
    maxHeld: options.maxConcurrentRuns,
    maxSteps: options.maxConcurrentSteps,
    leaseMs,
    onError,
  };
  const worker = await Worker.start(around(tools));
  let closing: Promise<void> | null = null;
  return {
    worker,
    close(how) {
      closing ??= (async () => {
        await worker.stop(how);
        await store.close();
        await wakes.close();
        await heavy.close();
      })();
      return closing;
    },
  };
}
