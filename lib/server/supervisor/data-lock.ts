import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OperatorProblem, systemCode } from '#lib/server/problem.ts';
import { hasEnded, processIdentity, sendSignal } from './process-identity.ts';

const someProcess = z.object({ pid: z.number().int().positive(), identity: z.string() });
const content = someProcess.extend({ children: z.array(someProcess) });
type Content = z.infer<typeof content>;

/** The data folder is this process's alone while it holds the lock. */
export interface DataLock {
  /** Notes the processes that run under this one, for whoever must clean up after a kill -9. */
  noteChildren(pids: readonly number[]): void;
  release(): void;
}

/**
 * Takes the folder. A live holder refuses with one line; a dead one's lock is removed, and what it left running is ended
 * (its children have noticed already and are handing back their leases: they get a moment).
 */
export async function lockDataFolder(dataDir: string): Promise<DataLock> {
  const file = join(dataDir, 'supervisor.lock');
  const mine: Content = { pid: process.pid, identity: processIdentity(process.pid) ?? '', children: [] };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    await clearStale(file, dataDir);
  }
  return {
    noteChildren(pids) {
      mine.children = pids.flatMap((pid) => {
        const identity = processIdentity(pid);
        return identity === null ? [] : [{ pid, identity }];
      });
      writeFileSync(`${file}.next`, JSON.stringify(mine), { mode: 0o600 });
      renameSync(`${file}.next`, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

async function clearStale(file: string, dataDir: string): Promise<void> {
  const seen = read(file);
  if (seen && processIdentity(seen.pid) === seen.identity)
    throw new OperatorProblem(`Countersign already runs on the data folder ${dataDir} (process ${seen.pid}).`);
  // Moved aside first: of two that find the same stale lock only one gets it. Whoever moved a fresh one puts it back.
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = read(aside);
  if (moved && processIdentity(moved.pid) === moved.identity) linkSync(aside, file);
  rmSync(aside);
  for (const child of seen?.children ?? []) await endLeftOver(child);
}

async function endLeftOver({ pid, identity }: z.infer<typeof someProcess>): Promise<void> {
  if (processIdentity(pid) !== identity) return;
  sendSignal(pid, 'SIGTERM');
  if (await hasEnded(pid, 15_000)) return;
  sendSignal(pid, 'SIGKILL');
  await hasEnded(pid, 5_000);
}

/** `null` for a lock that was cut short while it was written, which then holds nothing. */
function read(file: string): Content | null {
  try {
    return content.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
