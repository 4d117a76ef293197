import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededChance } from './chance.ts';
import { pause } from './faults.ts';
import { PersistentCaller } from './persistent-caller.ts';
import { emptyChronicle, tell } from './story.ts';
import { UnderFire } from './under-fire.ts';
import { type Check, judge } from './verdict.ts';
import { Watch } from './watch.ts';
import { publish, startable } from './workflows.ts';

/** Enough for the product and a little work. */
const size = '160m';

/**
 * The product on a disk that fills up under it: nothing more can be written, the log of the database included, until
 * somebody makes room. `null` where this account may not mount a small disk.
 */
export async function fullDisk({
  seed,
  leaseMs,
  say,
}: {
  seed: number;
  leaseMs: number;
  say: (line: string) => void;
}): Promise<Check[] | null> {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=711`, 'tmpfs', dataDir], {
    stdio: 'ignore',
  });
  if (mounted.status !== 0) {
    rmdirSync(dataDir);
    return null;
  }
  let fire: UnderFire | null = null;
  try {
    fire = await UnderFire.open({ leaseMs, workerClocks: [], secondWeb: false, dataDir });
    return await fillAndFree(fire, seed, say);
  } finally {
    await fire?.close();
    spawnSync('umount', ['-l', dataDir], { stdio: 'ignore' });
    rmdirSync(dataDir);
  }
}

async function fillAndFree(fire: UnderFire, seed: number, say: (line: string) => void): Promise<Check[]> {
  const caller = new PersistentCaller(() => fire);
  const chronicle = emptyChronicle();
  const watch = new Watch(fire);
  await publish(fire, caller);
  let firing = true;
  let over = false;
  const people = [0, 1, 2, 3, 4, 5].map(async (at) => {
    const chance = new SeededChance(seed + at);
    while (firing)
      await tell(chance.pick(startable), chance, { caller, receiver: fire.receiver, chronicle, isOver: () => over });
  });
  await pause(3000);
  const ballast = join(fire.dataDir, 'ballast');
  fill(ballast);
  // More than is left of the log's files: the database has to make a new one, and cannot.
  for (let written = 0; written < 40; written++)
    await fire.db.query(`select pg_logical_emit_message(false, 'full', repeat('x', 1000000))`).catch(() => {});
  await pause(5000);
  rmSync(ballast);
  await pause(5000);
  const isUp = fire.product.isUp();
  say(`The disk was full; the supervisor ${isUp ? 'stayed' : 'ended, and is started again'}.`);
  if (!isUp) await fire.startSupervised();
  firing = false;
  const giveUp = setTimeout(() => {
    over = true;
  }, 90_000);
  await Promise.all(people);
  clearTimeout(giveUp);
  await watch.end();
  await fire.answers(30_000);
  const checks = await judge(fire, { chronicle, caller, watch, kills: 0, faults: new Map(), missed: [], rivals: [] });
  return checks.map((check) => ({ ...check, name: `on a full disk: ${check.name}` }));
}

function fill(path: string): void {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(64 * 1024, 1);
  try {
    for (;;) writeSync(file, block);
  } catch {
    // Full.
  } finally {
    closeSync(file);
  }
}
