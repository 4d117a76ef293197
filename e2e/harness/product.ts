import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { codeCache } from '../../scripts/setup/paths.mjs';

/** The real product, booted from the built checkout on a data folder and a port of its own. */
export interface Product {
  /** `http://127.0.0.1:41234`, without a slash at the end. */
  url: string;
  /** The one-time link that makes the first owner; `null` when `admin` made one. */
  setupLink: string | null;
  /** The owner's API key; `null` without `admin`. */
  adminKey: string | null;
  dataDir: string;
  /** The supervisor's process. */
  pid: number;
  /** Whether the supervisor still runs. */
  isUp(): boolean;
  /** What it has printed up to now. */
  output(): string;
  /** Process numbers of web and worker as they are now. */
  children(): number[];
  /** Ends it in good order and removes the data folder (unless it was given). Safe to call twice. */
  stop(): Promise<void>;
  /** Kill -9 of the supervisor alone. The data folder stays. */
  kill(): Promise<void>;
}

export interface ProductOptions {
  /** The first owner, made without the set-up page. */
  admin?: { email: string; password: string };
  /** A folder of an earlier product, to start again on its data. */
  dataDir?: string;
  env?: Record<string, string>;
  /** Another entry in the place of the supervisor's: one that starts processes which can be made to die. */
  supervisor?: string;
}

const root = resolve(import.meta.dirname, '../..');
const patienceMs = 60_000;

/** Boots it and waits until web answers, the worker takes runs, and (with `admin`) the key is written. */
export async function startProduct({
  admin,
  dataDir: given,
  env = {},
  supervisor = join(root, 'lib/server/supervisor.ts'),
}: ProductOptions = {}): Promise<Product> {
  if (!existsSync(join(root, '.next/BUILD_ID')))
    throw new Error('The pages are not built: run `npm start` or `npm test` first.');
  const dataDir = given ?? mkdtempSync(join(tmpdir(), 'countersign-e2e-'));
  const port = await freePort();
  const child = spawn(join(root, 'node_modules/.bin/node'), [supervisor], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LANG: process.env.LANG,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_COMPILE_CACHE: codeCache,
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      PORT: String(port),
      COUNTERSIGN_DATA_DIR: dataDir,
      ...(admin && { COUNTERSIGN_ADMIN_EMAIL: admin.email, COUNTERSIGN_ADMIN_PASSWORD: admin.password }),
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = once(child, 'exit');
  const heard = new Map<string, string>();
  child.on('message', (message: { type: string; url?: string }) => heard.set(message.type, message.url ?? ''));

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
    if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  const keyFile = join(dataDir, 'admin-key');
  const isUp = () =>
    heard.has('listening') &&
    (heard.has('ready') || env.COUNTERSIGN_ROLE === 'web') &&
    (admin === undefined ? heard.has('setupLink') || given !== undefined : existsSync(keyFile));
  const until = performance.now() + patienceMs;
  while (!isUp()) {
    const over = child.exitCode !== null || child.signalCode !== null;
    if (over || performance.now() > until) {
      await stop();
      throw new Error(`The product ${over ? 'ended' : 'was not up after a minute'}. It said:\n${said}`);
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return {
    url: (heard.get('listening') ?? '').replace(/\/$/, ''),
    setupLink: heard.get('setupLink') ?? null,
    adminKey: existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : null,
    dataDir,
    pid: child.pid ?? 0,
    isUp: () => child.exitCode === null && child.signalCode === null,
    output: () => said,
    children: () => {
      const lock: { children: { pid: number }[] } = JSON.parse(readFileSync(join(dataDir, 'supervisor.lock'), 'utf8'));
      return lock.children.map(({ pid }) => pid);
    },
    stop,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
