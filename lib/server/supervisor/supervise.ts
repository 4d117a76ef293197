import { watch } from 'node:fs';
import { serverConfig } from '../config.ts';
import { OperatorProblem } from '../problem.ts';
import { type DataLock, lockDataFolder } from './data-lock.ts';
import { type KeptRunning, keepRunning } from './kept-running.ts';
import type { ChildMessage } from './messages.ts';
import { settleNextKey } from './next-key.ts';
import { requireDataFolder, requireFreePort } from './preflight.ts';
import { keptSecretKey } from './secret-key.ts';
import { openStorage, type Storage } from './storage.ts';

export interface Entries {
  /** Files that Node runs: the web process and the worker process. */
  web: string;
  worker: string;
  /** In development: a change of code under this folder starts both processes anew. */
  reloadOn?: string;
}

type Name = 'web' | 'worker';

/**
 * `--expose-gc`: see let-go.ts. What two hundred pages that follow one run make of garbage grew web by 380 MB with Node's
 * own 64 MB for new objects, and with its patience until the old ones have grown several times over; with 8 MB, and looking
 * through the old ones when they have grown by a fifth, by 110, and web computes little more.
 */
const flags: Readonly<Record<Name, readonly string[]>> = {
  web: ['--expose-gc', '--max-semi-space-size=8', '--heap-growing-percent=20'],
  worker: ['--expose-gc'],
};

/**
 * The first process of the product: takes the data folder, starts PostgreSQL and brings the schema up to date, then runs
 * web and worker as processes of their own. Ends them in the reverse order: workers hand back their leases, web closes,
 * PostgreSQL stops last. What the operator can mend is one line and an exit code that is not 0.
 */
export async function supervise(entries: Entries): Promise<void> {
  const startedAt = performance.now() - process.uptime() * 1000;
  const running = new Map<Name, KeptRunning>();
  let lock: DataLock | null = null;
  let storage: Storage | null = null;
  let ending: Promise<never> | null = null;
  let announced = false;
  let askedAt = 0;

  const end = (code: number): Promise<never> => {
    ending ??= (async () => {
      await running.get('worker')?.stop(15_000);
      await running.get('web')?.stop(10_000);
      await storage?.stop();
      lock?.release();
      process.exit(code);
    })();
    return ending;
  };
  const fail = (error: unknown) => {
    const expected = error instanceof OperatorProblem || typeof error === 'string';
    tell(process.stderr, expected ? String(error instanceof Error ? error.message : error) : stackOf(error));
    void end(error instanceof OperatorProblem ? error.exitCode : 1);
  };
  const interrupted = (signal: NodeJS.Signals) => () => {
    // Asked again it ends them at once. One Ctrl-C may come twice: from the terminal and passed on by our launcher.
    if (ending && performance.now() - askedAt > 1000) for (const child of running.values()) void child.stop(0);
    if (!ending) {
      askedAt = performance.now();
      say(signal === 'SIGINT' ? '\nStopping …' : 'Stopping …');
      void end(0);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted(signal));
  process.on('disconnect', interrupted('SIGTERM'));
  process.on('uncaughtException', fail);
  // A reader that went away (a closed terminal, a pipe) must not make every line the next failure, for ever.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

  const config = serverConfig();
  const start = (name: Name) => {
    if (ending || running.has(name) || !storage) return;
    const { DATABASE_OWNER_URL: _forTheSupervisorAlone, ...inherited } = process.env;
    const child = keepRunning({
      name,
      command: process.execPath,
      args: [...flags[name], entries[name]],
      env: {
        ...inherited,
        DATABASE_URL: storage.applicationUrl,
        COUNTERSIGN_DATA_DIR: config.dataDir,
        COUNTERSIGN_SECRET_KEY: config.secretKey ?? keptSecretKey(config.dataDir),
      },
      say,
      onMessage,
      onChange: () => lock?.noteChildren([...running.values()].flatMap(({ pid }) => pid ?? [])),
      onGiveUp: fail,
    });
    running.set(name, child);
    lock?.noteChildren([...running.values()].flatMap(({ pid }) => pid ?? []));
  };
  const onMessage = (message: ChildMessage) => {
    if (process.connected) process.send?.(message);
    if (message.type === 'listening') {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      if (!announced) say(`Countersign is ready at ${message.url} (${seconds} s).`);
      announced = true;
      if (config.role === 'all') start('worker');
    }
    if (message.type === 'setupLink') say(`Nobody has set it up yet. This link does it, once:\n\n  ${message.url}\n`);
  };

  try {
    requireDataFolder(config.dataDir);
    // Further workers may share a machine's folder: they keep no database in it.
    if (config.role !== 'worker') {
      lock = await lockDataFolder(config.dataDir);
      await requireFreePort(config.port, config.host);
    }
    storage = await openStorage({ config, say, onLost: fail });
    // A signal meanwhile has ended what there was; the database that came up after it must not stay.
    if (ending) await storage.stop();
    else if (config.secretKey === null && config.role !== 'worker') await finishKeyChange(config.dataDir, storage);
    start(config.role === 'worker' ? 'worker' : 'web');
  } catch (error) {
    fail(error);
  }
  if (entries.reloadOn !== undefined) reload(entries.reloadOn, running);
}

async function finishKeyChange(dataDir: string, { applicationUrl }: Storage): Promise<void> {
  if ((await settleNextKey(dataDir, applicationUrl)) === 'finished')
    say('A change of the secret key that was cut short is finished.');
}

function reload(folder: string, running: ReadonlyMap<Name, KeptRunning>): void {
  let soon: NodeJS.Timeout | undefined;
  watch(folder, { recursive: true }, (_event, file) => {
    if (file === null || !/\.tsx?$/.test(file) || /\.test\.tsx?$|generated/.test(file)) return;
    clearTimeout(soon);
    soon = setTimeout(() => {
      for (const child of running.values()) child.restart();
    }, 300);
  });
}

function say(line: string): void {
  tell(process.stdout, line);
}

function tell(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
