import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type KeptProcessOptions = {
  name: string;
  /** The file that Node runs, and its environment. */
  entry: string;
  env: Record<string, string | undefined>;
  /** The message that says it is up: web listens, a worker is ready. */
  upWhen: 'listening' | 'ready';
  /** Told what it prints. */
  onText: (name: string, text: string) => void;
};

/** A process beside the supervised ones, as on another machine with an init system that starts it again at once. */
export class KeptProcess {
  readonly name: string;
  readonly #options: KeptProcessOptions;
  #child: ChildProcess | null = null;
  #up = false;
  #wanted = true;
  /** Its process numbers so far. */
  readonly pids: number[] = [];

  constructor(options: KeptProcessOptions) {
    this.#options = options;
    this.name = options.name;
    this.#start();
  }

  /** Its process, when it is up. */
  get pid(): number | null {
    return this.#up ? (this.#child?.pid ?? null) : null;
  }

  /** Asks it to end, and does not start it again. */
  async end(): Promise<void> {
    this.#wanted = false;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await once(child, 'exit');
    clearTimeout(impatience);
  }

  #start(): void {
    const { entry, env, upWhen, onText, name } = this.#options;
    const child = spawn(process.execPath, [entry], {
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    if (child.pid !== undefined) this.pids.push(child.pid);
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => onText(name, text));
    child.on('message', (message: { type: string }) => {
      if (message.type === upWhen) this.#up = true;
    });
    child.once('exit', () => {
      this.#up = false;
      if (this.#wanted) setTimeout(() => this.#wanted && this.#start(), 300);
    });
  }
}
