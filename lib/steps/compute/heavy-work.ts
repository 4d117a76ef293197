import { Worker } from 'node:worker_threads';
import type { StepWork, WorkedOut } from '#lib/engine/prepare-step.ts';

/** Longest that one step may be worked out, in milliseconds; a thread is then ended, whatever it does. */
const limitMs = 5000;
/** Loading the program is not the step's doing. */
const startMs = 60_000;
/** Threads at once: one step that takes its whole time must not hold up every other run. */
const threads = 2;

type Job = { work: StepWork; resolve: (worked: WorkedOut) => void };

/** Works steps out in threads that start when first needed and may be ended at any time. */
export class HeavyWork {
  #idle: Worker[] = [];
  #busy = 0;
  #waiting: Job[] = [];
  #last = 0;

  readonly workOut = (work: StepWork): Promise<WorkedOut> =>
    new Promise((resolve) => {
      this.#waiting.push({ work, resolve });
      this.#next();
    });

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((thread) => thread.terminate()));
  }

  #next(): void {
    if (this.#busy >= threads) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#busy += 1;
    const known = this.#idle.pop();
    const fresh = known === undefined;
    const thread = known ?? this.#thread();
    const id = ++this.#last;
    const tooLong = failed(`It takes longer than ${limitMs / 1000} s to work out.`, 'Work on fewer items.');
    const limit = (ms: number) => setTimeout(() => end(tooLong, false), ms);
    let timer = limit(fresh ? startMs : limitMs);
    const heard = (answer: { ready: true } | { id: number; worked: WorkedOut }) => {
      if ('ready' in answer) {
        clearTimeout(timer);
        timer = limit(limitMs);
      } else if (answer.id === id) end(answer.worked, true);
    };
    const broke = (error: Error) => end(failed(`It could not be worked out: ${error.message}`), false);
    const exited = () => end(failed('It needs more memory than there is.'), false);
    const end = (worked: WorkedOut, reusable: boolean) => {
      clearTimeout(timer);
      thread.off('message', heard).off('error', broke).off('exit', exited);
      thread.unref();
      if (reusable) this.#idle.push(thread);
      else void thread.terminate();
      this.#busy -= 1;
      job.resolve(worked);
      this.#next();
    };
    thread.ref();
    thread.on('message', heard).on('error', broke).on('exit', exited);
    thread.postMessage({ id, work: job.work });
  }

  #thread(): Worker {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { execArgv: [] });
    // One that ends while it has nothing to do concerns nobody; it is only not used again.
    thread.on('error', () => {});
    thread.on('exit', () => {
      this.#idle = this.#idle.filter((other) => other !== thread);
    });
    return thread;
  }
}

function failed(message: string, fix?: string): WorkedOut {
  return { facts: { take: 'error', error: { kind: 'error', message, ...(fix ? { fix } : {}) } }, computed: null };
}
