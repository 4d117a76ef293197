import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { markVariable } from './message.ts';

/**
 * Ends a command with everything it started: its process group, its descendants by parentage, and (on Linux) whatever
 * carries its mark in the environment, which also finds daemons that left the group and lost their parent.
 */
export function signalTree(root: { pid: number; mark: string }, signal: NodeJS.Signals): void {
  const members = treeOf(root);
  kill(-root.pid, signal);
  for (const pid of members) kill(pid, signal);
}

/** True while any process of the command lives. */
export function treeLives(root: { pid: number; mark: string }): boolean {
  return alive(-root.pid) || treeOf(root).length > 0;
}

function treeOf({ pid: rootPid, mark }: { pid: number; mark: string }): number[] {
  const parents = parentage();
  const members = new Set<number>([rootPid]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [pid, parent] of parents) {
      if (members.has(pid) || !members.has(parent)) continue;
      members.add(pid);
      grew = true;
    }
  }
  if (process.platform === 'linux') for (const pid of parents.keys()) if (carries(pid, mark)) members.add(pid);
  members.delete(process.pid);
  if (!parents.has(rootPid)) members.delete(rootPid);
  return [...members];
}

/** Living processes (zombies left out): pid → parent's pid. */
function parentage(): Map<number, number> {
  return process.platform === 'linux' ? parentageOfProc() : parentageOfPs();
}

function parentageOfProc(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = readOrNull(`/proc/${name}/stat`);
    // "pid (name) state ppid …": the name may hold blanks and brackets, so read on from its last bracket.
    const [state, parent] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
    if (parent !== undefined && state !== 'Z') found.set(pid, Number(parent));
  }
  return found;
}

function parentageOfPs(): Map<number, number> {
  const found = new Map<number, number>();
  for (const line of execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).split('\n')) {
    const [pid, parent, state] = line.trim().split(/\s+/);
    if (pid && parent && !state?.startsWith('Z')) found.set(Number(pid), Number(parent));
  }
  return found;
}

function carries(pid: number, mark: string): boolean {
  return readOrNull(`/proc/${pid}/environ`)?.split('\0').includes(`${markVariable}=${mark}`) ?? false;
}

/** Processes end while we look, and those of other accounts may not be read: neither is ours. */
function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
