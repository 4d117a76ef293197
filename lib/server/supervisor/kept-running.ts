import { type ChildProcess, spawn } from 'node:child_process';
import { type ChildMessage, childMessage } from './messages.ts';

/**
 * A process that is started again when it dies:
 *
 *     running ──dies──▶ waiting (0.5 s, 1 s, 2 s … 30 s) ──▶ running
 *        │  stop()                  │ died too often before it was ever up, or said that it cannot start
 *        ▼                          ▼
 *     stopped                    given up
 */
export interface KeptRunning {
  readonly pid: number | undefined;
  /** SIGTERM, then SIGKILL after `patienceMs`. Resolves when it is gone. */
  stop(patienceMs: number): Promise<void>;
  /** Ends it; it is started again at once. */
  restart(): void;
}

export interface KeptRunningOptions {
  /** `web` or `worker`: how lines about it begin. */
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  onMessage: (message: ChildMessage) => void;
  /** After each start, and after the end: the set of processes has changed. */
  onChange: () => void;
  /** It will not be started again; the reason in one line. */
  onGiveUp: (reason: string) => void;
}

const healthyAfterMs = 30_000;
const longestWaitMs = 30_000;
const triesBeforeEverUp = 3;
const deathsWorthALine = 5;

export function keepRunning(options: KeptRunningOptions): KeptRunning {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let everUp = false;
  let stopping = false;
  let asked = false;
  let deaths = 0;
  let refusal: string | null = null;
  let exited: Promise<void> = Promise.resolve();

  const start = () => {
    const startedAt = performance.now();
    // Its own session: Ctrl-C in the terminal reaches the supervisor alone, which ends its children in order.
    const started = spawn(options.command, options.args, {
      env: options.env,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = started;
    started.on('message', (raw) => {
      const message = childMessage.safeParse(raw);
      if (!message.success) return;
      if (message.data.type === 'listening' || message.data.type === 'ready') everUp = true;
      if (message.data.type === 'failed') refusal = message.data.reason;
      options.onMessage(message.data);
    });
    exited = new Promise((resolve) => {
      const over = (how: string) => {
        if (child !== started) return;
        child = undefined;
        resolve();
        options.onChange();
        if (!stopping) afterDeath(how, performance.now() - startedAt);
      };
      started.once('error', (error) => over(error.message));
      started.once('exit', (code, signal) => over(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    options.onChange();
  };

  const afterDeath = (how: string, livedMs: number) => {
    if (asked) {
      asked = false;
      start();
      return;
    }
    deaths = livedMs > healthyAfterMs ? 1 : deaths + 1;
    if (!everUp && (refusal !== null || how === 'exit code 2' || deaths >= triesBeforeEverUp)) {
      options.onGiveUp(refusal ?? `The ${options.name} process does not start (${how}); its own words are above.`);
      return;
    }
    const waitMs = Math.min(longestWaitMs, 500 * 2 ** (deaths - 1));
    const often = deaths >= deathsWorthALine ? ` for the ${deaths}th time in a row; its own words are above` : '';
    options.say(
      `The ${options.name} process ended (${refusal ?? how})${often}. It starts again in ${waitMs / 1000} s.`,
    );
    refusal = null;
    timer = setTimeout(start, waitMs);
  };

  start();
  return {
    get pid() {
      return child?.pid;
    },
    async stop(patienceMs) {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (!running) return;
      running.kill('SIGTERM');
      const impatience = setTimeout(() => running.kill('SIGKILL'), patienceMs);
      await exited;
      clearTimeout(impatience);
    },
    restart() {
      if (stopping || !child) return;
      asked = true;
      child.kill('SIGTERM');
    },
  };
}
