import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { applicationUrlOfRunning } from '#lib/server/postgres/running-server.ts';
import { isAlive, sendSignal } from '#lib/server/supervisor/process-identity.ts';
import { jobSchema } from '#lib/storage/grants.ts';
import type { UnderFire } from './under-fire.ts';
import type { Watch } from './watch.ts';
import type { CommitCut } from './wire.ts';

export const pause = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

/** Waits for something to become so; false when it did not in time. */
export async function comes(is: () => boolean, withinMs: number): Promise<boolean> {
  for (const until = performance.now() + withinMs; !is(); await pause(20)) if (performance.now() > until) return false;
  return true;
}

type Tools = { fire: UnderFire; watch: Watch };

/** PostgreSQL's own process is killed; its supervisor starts it again. */
export function killDatabase({ fire, watch }: Tools): Promise<void> {
  return watch.trouble('kill database', async () => {
    const pid = fire.databasePid();
    if (pid === null) return;
    sendSignal(pid, 'SIGKILL');
    await comes(() => fire.databasePid() !== pid && fire.databasePid() !== null, 30_000);
  });
}

/** The supervisor is killed: web and worker end by themselves, PostgreSQL stays and is found by the next supervisor. */
export async function killSupervisor({ fire, watch }: Tools): Promise<void> {
  const worker = fire.supervised('worker');
  await fire.product.kill();
  if (worker !== null) watch.died(worker);
  await fire.startSupervised();
}

export async function kill({ fire, watch }: Tools, role: 'web' | 'worker'): Promise<boolean> {
  const pid = fire.supervised(role);
  if (pid === null) return false;
  sendSignal(pid, 'SIGKILL');
  if (role === 'worker') watch.died(pid);
  return comes(() => fire.supervised(role) !== pid, 5000);
}

/** Stands still until its lease is long gone, then goes on as if nothing had been. */
export async function freeze({ fire, watch }: Tools, pid: number): Promise<void> {
  sendSignal(pid, 'SIGSTOP');
  await pause(fire.options.leaseMs + 1500);
  await watch.trouble('freeze', async () => sendSignal(pid, 'SIGCONT'));
}

/** A commit of that process is lost on its way, or its answer is. */
export async function cutCommit({ fire, watch }: Tools, wire: string, how: CommitCut): Promise<boolean> {
  const before = fire.wire(wire).counts.commitCuts;
  await watch.trouble('cut commit', () => Promise.race([fire.wire(wire).cutCommit(how), pause(8000)]));
  fire.wire(wire).forgetCommitCut();
  return fire.wire(wire).counts.commitCuts > before;
}

/** Nobody reaches the database for a moment. */
export function cutAll({ fire, watch }: Tools, forMs: number): Promise<void> {
  return watch.trouble('cut all', async () => {
    for (const wire of fire.wires.values()) {
      wire.closed = true;
      wire.cut();
    }
    await pause(forMs);
    for (const wire of fire.wires.values()) wire.closed = false;
  });
}

/** Each message takes so long, both ways. */
export function slow({ fire, watch }: Tools, oneWayMs: number, forMs: number): Promise<void> {
  return watch.trouble('slow', async () => {
    for (const wire of fire.wires.values()) wire.latencyMs = oneWayMs;
    await pause(forMs);
    for (const wire of fire.wires.values()) wire.latencyMs = 0;
  });
}

/** What LISTEN brings is lost, or comes twice. */
export async function notices({ fire }: Tools, how: 'lose' | 'double', forMs: number): Promise<void> {
  for (const wire of fire.wires.values()) wire.notices = how;
  await pause(forMs);
  for (const wire of fire.wires.values()) wire.notices = 'pass';
}

/** Rings for every run that goes on are lost before they are heard. */
export async function loseBells({ fire }: Tools, forMs: number): Promise<number> {
  let lost = 0;
  for (const until = performance.now() + forMs; performance.now() < until; await pause(20)) {
    const taken = await fire.db.query(`delete from ${jobSchema}.job where name = 'look'`).catch(() => null);
    lost += taken?.rowCount ?? 0;
  }
  return lost;
}

/** Rings for every run that is not over, again and again, whether anything happened or not. */
export async function ringAgain({ fire }: Tools, forMs: number): Promise<number> {
  let rung = 0;
  for (const until = performance.now() + forMs; performance.now() < until; await pause(150)) {
    const made = await fire.db
      .query(
        `insert into ${jobSchema}.job (name, data) select 'look', jsonb_build_object('runId', id) from run
         where finished_at is null limit 50`,
      )
      .catch(() => null);
    rung += made?.rowCount ?? 0;
  }
  return rung;
}

/** All of the database's connections are taken by others, and those of the product's processes are cut. */
export function starve({ fire, watch }: Tools, forMs: number): Promise<number> {
  return watch.trouble('starve', async () => {
    const taken: pg.Client[] = [];
    const url = applicationUrlOfRunning(fire.dataDir);
    const take = async () => {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
      client.on('error', () => {});
      await client.connect();
      taken.push(client);
    };
    const takeAll = async () => {
      for (;;) {
        const tries = await Promise.allSettled(Array.from({ length: 20 }, take));
        if (tries.some(({ status }) => status === 'rejected')) return;
      }
    };
    await takeAll();
    for (const wire of fire.wires.values()) wire.cut();
    const until = performance.now() + forMs;
    while (performance.now() < until) {
      await takeAll();
      await pause(200);
    }
    await Promise.allSettled(taken.map((client) => client.end()));
    return taken.length;
  });
}

/** A second supervisor on the same folder: what it said, and how it ended. */
export async function rival({ fire }: Tools): Promise<{ said: string; code: number | null }> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../lib/server/supervisor.ts')], {
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', COUNTERSIGN_DATA_DIR: fire.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((over) => child.once('exit', (code) => over(code)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { said: out + err, code };
}

/** Processes of the machine whose command line has this text. */
export async function processesWith(part: string): Promise<number[]> {
  const child = spawn('ps', ['-A', '-o', 'pid=,args='], { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = (await text(child.stdout)).split('\n');
  return lines
    .filter((line) => line.includes(part))
    .map((line) => Number.parseInt(line, 10))
    .filter(isAlive);
}

export const entryOf = (role: 'web' | 'worker') => join(import.meta.dirname, `${role}.ts`);
