import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Product } from './product.ts';

/** Whether a process of this machine still runs; one that ended and was not collected yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    // Systems without /proc: the signal could be sent, so it runs.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && process.platform !== 'linux';
  }
}

export const isGone = (...pids: number[]) => expect.poll(() => pids.filter(isAlive), { timeout: 20_000 }).toEqual([]);

/** The web or the worker process of the product as it is now. */
export function processOf(product: Product, role: 'main' | 'worker'): number {
  const found = product.children().find((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`server/${role}.ts`);
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`the product has no ${role} process`);
  return found;
}

/** The embedded database's own process. */
export function databaseOf(product: Product): number {
  return Number(readFileSync(join(product.dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
}
