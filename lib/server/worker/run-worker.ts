import { createSender } from '#lib/server/channels/send.ts';
import { serverConfig } from '#lib/server/config.ts';
import { isDatabaseAway } from '#lib/server/database-away.ts';
import { createEgress } from '#lib/server/egress/egress.ts';
import { log } from '#lib/server/log.ts';
import { systemCode } from '#lib/server/problem.ts';
import { underSupervisor } from '#lib/server/supervisor/child.ts';
import { limitsRefusal } from '#lib/steps/shell/limits.ts';
import { adoptDatabase, closeDatabase, openDatabase } from '#lib/storage/database.ts';
import { workspaceHosts } from '#lib/storage/workspace-hosts.ts';
import { clearScratch } from './clear-scratch.ts';
import { endDeadSessions } from './end-dead-sessions.ts';
import { openNotices } from './notices/open-notices.ts';
import { type OpenWorker, openWorker, type WorkerOptions } from './open-worker.ts';

/** Makes this process a worker: it takes runs when this resolves, until it is told to end. */
export async function runWorker({ around }: Pick<WorkerOptions, 'around'> = {}): Promise<void> {
  let opening: Promise<OpenWorker> | null = null;
  let notices: ReturnType<typeof openNotices> | null = null;
  const { tell } = underSupervisor({
    async stop() {
      // Asked to end while it only begins, it may hold runs already.
      const opened = await opening?.catch(() => null);
      await Promise.all([opened?.close({ graceMs: 3000 }), notices?.close()]);
      await closeDatabase();
    },
  });
  const refuse = (reason: string): never => {
    tell({ type: 'failed', reason });
    // The supervisor says it itself.
    if (!process.connected) process.stderr.write(`${reason}\n`);
    process.exit(2);
  };

  const config = serverConfig();
  if (config.databaseUrl === null)
    return refuse('DATABASE_URL is missing: a worker needs the database of its web process.');
  const limits = {
    memoryBytes: config.stepMemoryLimitBytes,
    cpuMs: config.stepCpuLimitMs,
    fileBytes: config.stepDiskLimitBytes,
  };
  // A limit that is silently not kept is worse than none.
  const unkept = limitsRefusal(limits, process.env.PATH ?? '');
  if (unkept !== null) refuse(unkept);
  const database = adoptDatabase(
    openDatabase({
      url: config.databaseUrl,
      name: 'countersign worker',
      onIdleError: (error) => log().warn({ err: error }, 'A connection to the database was lost'),
    }),
  );
  try {
    await endDeadSessions(database.pool);
    await clearScratch(config.dataDir);
    opening = openWorker({
      database,
      pools: config.pools,
      slots: config.slots,
      dataDir: config.dataDir,
      maxConcurrentRuns: config.maxConcurrentRuns,
      maxConcurrentSteps: config.maxConcurrentSteps,
      defaultRunTimeoutMs: config.defaultRunTimeoutMs,
      limits,
      leaseMs: config.leaseMs,
      onError: (error, about) => log().warn({ err: error, about }, 'The worker met a problem and goes on'),
      around,
    });
    await opening;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    // It may come back: whoever supervises this starts it again.
    process.stderr.write(`The database cannot be reached (${systemCode(error) ?? 'the connection was lost'}).\n`);
    process.exit(1);
  }
  notices = openNotices({
    pool: database.pool,
    send: createSender(createEgress({ allowedHosts: workspaceHosts(database.pool) })),
    onError: (error) => log().warn({ err: error }, 'Notices could not be sent for now'),
  });
  tell({ type: 'ready' });
}
