import { type ChildProcess, spawn } from 'node:child_process';
import { findProgram } from './find-program.ts';
import { findLimiter, limitArguments } from './limits.ts';
import { type FromRunner, markVariable, type ToRunner } from './message.ts';
import { signalTree, treeLives } from './process-tree.ts';

/**
 * The small process between a worker and its commands. It lives as long as the worker's pipe: when the worker ends in
 * any way (kill -9 too), every command is killed with all it started, and then the runner ends. Without it a killed
 * worker's command goes on beside its own second attempt.
 *
 * One a worker, not one a command: starting Node costs 40 ms, forking from a small process one or two.
 */
type Running = { child: ChildProcess; mark: string };
const running = new Map<number, Running>();

// A Ctrl-C in the terminal reaches the whole foreground group; the worker decides what ends and when.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

process.on('message', (message: ToRunner) => {
  if (message.type === 'run') run(message);
  else stop(message.id, message.graceMs);
});

process.on('disconnect', () => {
  for (const one of running.values()) killTree(one);
  process.exit(0);
});

tell({ type: 'ready' });

function tell(message: FromRunner, sent?: () => void): void {
  if (!process.connected) return;
  process.send?.(message, undefined, undefined, () => sent?.());
}

function run(request: Extract<ToRunner, { type: 'run' }>): void {
  const { id, env, cwd, mark } = request;
  let child: ChildProcess;
  try {
    const { file, args } = withLimits(request);
    child = spawn(file, args, {
      cwd,
      env: { ...env, [markVariable]: mark } as unknown as NodeJS.ProcessEnv,
      // Its own session and process group, so that the whole of it can be signalled at once.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    return unstartable(id, error);
  }
  child.once('error', (error) => {
    if (child.pid === undefined) unstartable(id, error);
  });
  if (child.pid === undefined) return;
  running.set(id, { child, mark });
  tell({ type: 'started', id, pid: child.pid });
  for (const stream of ['stdout', 'stderr'] as const) {
    const pipe = child[stream]!;
    pipe.setEncoding('utf8');
    // The next chunk is read when this one has left: a flood waits in its own pipe, not in our memory.
    pipe.on('data', (text: string) => {
      pipe.pause();
      tell({ type: 'text', id, stream, text }, () => pipe.resume());
    });
  }
  let left: NodeJS.Timeout | null = null;
  child.once('exit', () => {
    // The command has ended; what it left running in the background ends with it. A moment is given for output on its way.
    left = setTimeout(() => killTree({ child, mark }), 100);
  });
  child.once('close', (exitCode, signal) => {
    if (left) clearTimeout(left);
    const one = running.get(id);
    running.delete(id);
    if (one && groupLives(child)) killTree(one);
    tell({ type: 'ended', id, exitCode, signal });
  });
}

/** The command behind its limiter, which is found on the worker's PATH: the command's own could lead to another. */
function withLimits({ file, args, env, cwd, limits }: Extract<ToRunner, { type: 'run' }>) {
  const settings = limitArguments(limits);
  if (settings.length === 0) return { file, args };
  const limiter = findLimiter(process.env.PATH ?? '');
  if (limiter === null) throw new Error('the program that sets its limits is gone');
  // Asked for here: the limiter would start, and a program that is missing look like a command that failed.
  if (findProgram(file, env.PATH ?? '', cwd) === null)
    throw Object.assign(new Error(`there is no program ${file}`), { code: 'ENOENT' });
  return { file: limiter, args: [...settings, file, ...args] };
}

function unstartable(id: number, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  tell({ type: 'unstartable', id, code, message: error instanceof Error ? error.message : String(error) });
}

/** SIGTERM first; SIGKILL for what is still there after the grace. */
function stop(id: number, graceMs: number): void {
  const one = running.get(id);
  if (!one?.child.pid) return;
  const root = { pid: one.child.pid, mark: one.mark };
  signalTree(root, 'SIGTERM');
  setTimeout(() => {
    if (running.has(id) || treeLives(root)) signalTree(root, 'SIGKILL');
  }, graceMs);
}

function killTree({ child, mark }: Running): void {
  if (child.pid !== undefined) signalTree({ pid: child.pid, mark }, 'SIGKILL');
}

/** Cheap enough for every command's end; only a group that outlived its leader is worth a walk through the processes. */
function groupLives(child: ChildProcess): boolean {
  try {
    process.kill(-(child.pid ?? 0), 0);
    return true;
  } catch {
    return false;
  }
}
