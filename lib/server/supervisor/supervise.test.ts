import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { emptyDatabase } from '../../../test/database.ts';
import { checkoutFolder, everyoneMayEnter } from '../data-folder.ts';
import { readPostmasterFile } from '../postgres/postmaster-file.ts';
import { hasEnded, processIdentity, sendSignal } from './process-identity.ts';

// The real supervisor over two small stand-ins for web and worker (fixture/), each test on the same data folder.

const product = join(import.meta.dirname, 'fixture/product.ts');
let dataDir: string;
let port: number;
const started: Boot[] = [];

interface Boot {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
  listening: Promise<unknown>;
}

function boot(env: Record<string, string> = {}, as: { uid?: number; gid?: number } = {}): Boot {
  const child = spawn(process.execPath, [product], {
    ...as,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { NODE_ENV: 'production', PATH: process.env.PATH, PORT: String(port), COUNTERSIGN_DATA_DIR: dataDir, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise((resolve) =>
    child.on('message', (message: { type: string }) => message.type === 'ready' && resolve(message)),
  );
  const made = { child, said: () => said, ended, listening: Promise.race([ready, ended]) };
  started.push(made);
  return made;
}

const stop = async ({ child, ended }: Boot) => {
  child.kill('SIGTERM');
  return ended;
};
const children = (): number[] =>
  (JSON.parse(readFileSync(join(dataDir, 'supervisor.lock'), 'utf8')).children as { pid: number }[]).map(
    ({ pid }) => pid,
  );
const postmaster = () => readPostmasterFile(join(dataDir, 'postgres/data'))?.pid ?? 0;
const answer = async () => (await fetch(`http://127.0.0.1:${port}`)).text();

async function until<Value>(ask: () => Promise<Value> | Value, ok: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await Promise.resolve(ask()).catch(() => undefined as Value);
    if (value !== undefined && ok(value)) return value;
    await new Promise((wake) => setTimeout(wake, 30));
  }
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'countersign-supervisor-'));
  const probe: Server = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  port = (probe.address() as { port: number }).port;
  probe.close();
});
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  }
});
afterAll(async () => {
  sendSignal(postmaster() || 2 ** 22, 'SIGINT');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the supervisor', () => {
  it('ends in good order also when nobody reads what it says any more', async () => {
    const first = boot();
    await first.listening;
    first.child.stdout?.destroy();
    first.child.stderr?.destroy();
    expect(await stop(first)).toBe(0);
  });

  it('ends all its children in order: the worker hands back, web closes, PostgreSQL stops last', async () => {
    const run = boot();
    await run.listening;
    const pids = [...children(), postmaster()];
    expect(pids).toHaveLength(3);
    expect(await stop(run)).toBe(0);
    expect(run.said()).toMatch(/worker \d+ handed back\nweb stopped\n$/);
    expect(run.said()).toContain('knows the owner: false');
    expect(pids.map(processIdentity)).toEqual([null, null, null]);
    expect(existsSync(join(dataDir, 'supervisor.lock'))).toBe(false);
  });

  it('starts a process again that died, and PostgreSQL on its old port', async () => {
    const run = boot();
    await run.listening;
    const web = await answer();
    await fetch(`http://127.0.0.1:${port}/die`).catch(() => {});
    await until(answer, (pid) => pid !== web);
    const server = postmaster();
    process.kill(server, 'SIGKILL');
    await until(postmaster, (pid) => pid !== server && pid !== 0);
    await until(run.said, (said) => said.includes('PostgreSQL ended unexpectedly'));
    await until(
      () => readPostmasterFile(join(dataDir, 'postgres/data'))?.status,
      (status) => status === 'ready',
    );
    await stop(run);
  });

  it('settles a change of the secret key that was cut short before web and worker get a key', async () => {
    const next = join(dataDir, 'secret-key.next');
    writeFileSync(next, 'nothing was sealed under it\n');
    const before = readFileSync(join(dataDir, 'secret-key'), 'utf8');
    const run = boot();
    await run.listening;
    expect(existsSync(next)).toBe(false);
    expect(readFileSync(join(dataDir, 'secret-key'), 'utf8')).toBe(before);
    await stop(run);
  });

  it('leaves nothing after a kill -9 that the next start cannot adopt or clean', async () => {
    const first = boot();
    await first.listening;
    const [pids, server] = [children(), postmaster()];
    first.child.kill('SIGKILL');
    await first.ended;
    const second = boot();
    await second.listening;
    for (const pid of pids) expect(await hasEnded(pid, 5000)).toBe(true);
    expect(first.said()).toMatch(/handed back/);
    expect(second.said()).toContain('PostgreSQL was still running');
    expect(postmaster()).toBe(server);
    expect(await stop(second)).toBe(0);
    expect(processIdentity(server)).toBeNull();
  });

  it('refuses a second copy on the folder, and a port in use, in one line each', async () => {
    const run = boot();
    await run.listening;
    const copy = boot();
    expect(await copy.ended).toBe(1);
    expect(copy.said()).toBe(`Countersign already runs on the data folder ${dataDir} (process ${run.child.pid}).\n`);
    const rival = boot({ COUNTERSIGN_DATA_DIR: join(dataDir, 'other') });
    expect(await rival.ended).toBe(1);
    expect(rival.said()).toMatch(/^Port \d+ on 127.0.0.1 is in use\. .*\n$/);
    await stop(run);
  });

  it('tells every mistake of the environment and ends with 2', async () => {
    const run = boot({ PORT: 'abc', LOG_LEVEL: 'loud' });
    expect(await run.ended).toBe(2);
    expect(run.said().trim().split('\n')).toHaveLength(2);
  });

  it('says in one line which role is missing when the database’s schema is not up to date', async () => {
    const db = await emptyDatabase();
    const url = Object.assign(new URL(inject('postgres').applicationUrl), {
      pathname: new URL(db.ownerUrl).pathname,
    }).href;
    const run = boot({ DATABASE_URL: url });
    expect(await run.ended).toBe(1);
    expect(run.said()).toMatch(
      /^The role countersign_app may not bring the schema up to date\. .*DATABASE_OWNER_URL\.\n$/,
    );
    await db.drop();
  });

  it('refuses a folder that cannot be one, in one line', async () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    const run = boot({ COUNTERSIGN_DATA_DIR: join(file, 'data') });
    expect(await run.ended).toBe(1);
    expect(run.said()).toMatch(/^The data folder .* cannot be used: .*\n$/);
  });
});

const nobody = process.getuid?.() === 0 ? Number(spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout) : 0;

// Where only root may enter the checkout, nobody else can run it.
describe.runIf(nobody > 0 && everyoneMayEnter(checkoutFolder()))('as an ordinary user', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'countersign-ordinary-'));
    chownSync(home, nobody, nobody);
    chmodSync(home, 0o700);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('starts and stops with everything its own', async () => {
    const run = boot({ COUNTERSIGN_DATA_DIR: join(home, 'data') }, { uid: nobody, gid: nobody });
    await run.listening;
    expect(await answer()).toMatch(/^\d+$/);
    expect(await stop(run)).toBe(0);
  });

  it('refuses a folder it may not write, in one line', async () => {
    const run = boot({ COUNTERSIGN_DATA_DIR: '/usr/countersign-data' }, { uid: nobody, gid: nobody });
    expect(await run.ended).toBe(1);
    expect(run.said()).toMatch(
      /^The data folder \/usr\/countersign-data cannot be used: this account may not write there\..*\n$/,
    );
  });
});
