import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ProcessLimits } from '#lib/engine/step-kind.ts';
import type { FromRunner, ToRunner } from './message.ts';
import { signalTree } from './process-tree.ts';

export type CommandRequest = {
  file: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
  limits: ProcessLimits;
  /** Aborted: SIGTERM to all of it, SIGKILL after the grace. */
  signal: AbortSignal;
  graceMs: number;
  onText: (stream: 'stdout' | 'stderr', text: string) => void;
};

export type CommandEnd =
  | { type: 'ended'; exitCode: number | null; signal: string | null }
  | { type: 'unstartable'; code: string; message: string }
  /** The runner itself vanished; the command was killed, and what it did is unknown. */
  | { type: 'lost' };

type Waiting = CommandRequest & { mark: string; pid: number | null; end: (end: CommandEnd) => void };

/** This worker's side of runner.ts. The runner starts with the first command, or early through warm(). */
class CommandRunner {
  #child: ChildProcess | null = null;
  #waiting = new Map<number, Waiting>();
  #last = 0;

  warm(): void {
    this.#runner();
  }

  run(request: CommandRequest): Promise<CommandEnd> {
    const id = ++this.#last;
    const child = this.#runner();
    return new Promise((resolve) => {
      const stop = () => this.#send(child, { type: 'stop', id, graceMs: request.graceMs });
      const end = (how: CommandEnd) => {
        request.signal.removeEventListener('abort', stop);
        this.#waiting.delete(id);
        if (this.#waiting.size === 0) child.channel?.unref();
        resolve(how);
      };
      const waiting: Waiting = { ...request, mark: randomUUID(), pid: null, end };
      this.#waiting.set(id, waiting);
      child.channel?.ref();
      const { file, args, env, cwd, limits } = request;
      this.#send(child, { type: 'run', id, file, args, env, cwd, limits, mark: waiting.mark });
      if (request.signal.aborted) stop();
      else request.signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Lets the runner go: whatever still runs is killed. */
  close(): void {
    const child = this.#child;
    this.#child = null;
    if (child?.connected) child.disconnect();
  }

  #runner(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    const child = fork(fileURLToPath(new URL('./runner.ts', import.meta.url)), [], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=2'],
      // Nothing of the worker's environment: commands could read it through the runner's.
      env: {
        PATH: process.env.PATH,
        ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
      } as unknown as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Out of the terminal's foreground group: a Ctrl-C is the worker's to handle.
      detached: true,
    });
    this.#child = child;
    child.on('message', (message: FromRunner) => this.#heard(message));
    child.once('error', () => this.#lost(child));
    child.once('exit', () => this.#lost(child));
    // An idle runner does not keep its worker from ending.
    child.unref();
    child.channel?.unref();
    return child;
  }

  #send(child: ChildProcess, message: ToRunner): void {
    if (child.connected) child.send(message, (error) => error && this.#lost(child));
  }

  #heard(message: FromRunner): void {
    if (message.type === 'ready') return;
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if (message.type === 'text') waiting.onText(message.stream, message.text);
    else if (message.type === 'started') waiting.pid = message.pid;
    else if (message.type === 'ended')
      waiting.end({ type: 'ended', exitCode: message.exitCode, signal: message.signal });
    else waiting.end({ type: 'unstartable', code: message.code, message: message.message });
  }

  /** Somebody killed the runner: its commands are ours to end. */
  #lost(child: ChildProcess): void {
    if (this.#child === child) this.#child = null;
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.pid !== null) signalTree({ pid: waiting.pid, mark: waiting.mark }, 'SIGKILL');
      waiting.end({ type: 'lost' });
    }
  }
}

/** The one of this process. */
export const commandRunner = new CommandRunner();
