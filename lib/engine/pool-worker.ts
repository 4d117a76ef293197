import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineCommand } from '#lib/domain/run/command.ts';
import { isRef } from '#lib/domain/run/value.ts';
import { type AbortReason, Attempt, type AttemptTools, type Delivery } from './attempt.ts';
import type { DatabaseClock } from './clock.ts';
import type { AttemptRef, Doorbell, Pool, PoolTask, RunStore, WorkerSession } from './ports.ts';
import type { Slots } from './slots.ts';
import type { KindRegistry } from './step-kind.ts';

export type PoolWorkerTools = AttemptTools & {
  clock: DatabaseClock;
  pool: Pool;
  store: RunStore;
  doorbell: Doorbell;
  kinds: KindRegistry;
  session: WorkerSession;
  worker: string;
  pools: string[];
  slots: number;
  /** Attempts get their scratch folders in here. */
  workDir: string;
  pid: number;
  /** Hands a result to the run's driver, when it is in this process. */
  deliver: (runId: string, delivery: Delivery) => Promise<boolean>;
  onError: (error: unknown, runId: string) => void;
};

/** Between two calls to the workers of the pools. */
const callMs = 50;

const limitKey = ({ workspaceId, pool }: { workspaceId: string; pool: string }) => JSON.stringify([workspaceId, pool]);
/** `abort`: asked for before the attempt had its folder. */
type Running = { task: PoolTask; attempt: Attempt | null; abort: AbortReason | null };

const keyOf = (ref: AttemptRef & { runId: string }) => JSON.stringify([ref.runId, ref.stepId, ref.attempt]);

/** Runs pool tasks, as many at once as this worker has slots. */
export class PoolWorker implements Slots {
  readonly #tools: PoolWorkerTools;
  readonly #running = new Map<string, Running>();
  #reserved = 0;
  #taking: Promise<void> | null = null;
  #again = false;
  /** Tasks were left in the table when we last knew: a slot that gets free is filled at once. */
  #more = false;
  #strays: ReadonlySet<string> = new Set();
  readonly #offered = new Set<string>();
  /** Who has a limit in our pools, as it was a moment ago; null: not known yet. */
  #limited: ReadonlySet<string> | null = null;
  #calling: NodeJS.Timeout | null = null;
  #open = true;

  constructor(tools: PoolWorkerTools) {
    this.#tools = tools;
  }

  get free(): number {
    return this.#open ? Math.max(0, this.#tools.slots - this.#running.size - this.#reserved) : 0;
  }

  reserve(task: { workspaceId: string; pool: string }): boolean {
    if (this.free === 0 || !this.#tools.pools.includes(task.pool)) return false;
    if (this.#limited === null || this.#limited.has(limitKey(task))) return false;
    this.#reserved += 1;
    return true;
  }

  unreserve(count: number): void {
    this.#reserved -= count;
  }

  start(task: PoolTask): void {
    this.#reserved -= 1;
    this.#begin(task, true);
  }

  has(ref: AttemptRef & { runId: string }): boolean {
    return this.#running.has(keyOf(ref));
  }

  cancel(ref: AttemptRef & { runId: string }): void {
    this.#abort(keyOf(ref), 'cancelled');
  }

  /** Calls at once, and then at most every 50 ms: whoever comes takes all there is. */
  offer(pool: string): void {
    if (this.#tools.pools.includes(pool)) this.#more = true;
    this.#offered.add(pool);
    this.#calling ??= setTimeout(() => this.#call(), 0);
  }

  #call(): void {
    const pools = [...this.#offered];
    this.#offered.clear();
    for (const name of pools) this.#tools.doorbell.callPool(name).catch((error) => this.#tools.onError(error, name));
    const next = () => {
      this.#calling = null;
      if (this.#offered.size > 0) this.#call();
    };
    this.#calling = setTimeout(next, callMs);
  }

  /** Fills the free slots from the table. Calls while one is under way come to one more. */
  fill(): Promise<void> {
    if (this.#taking) {
      this.#again = true;
      return this.#taking;
    }
    this.#taking = this.#fill().finally(() => {
      this.#taking = null;
    });
    return this.#taking;
  }

  /**
   * Compares with the table. A running task whose row is gone is not wanted any more: it is stopped, and nobody waits
   * for its result. A row of ours that does not run, twice in a row, was taken by an answer that never reached us.
   */
  async checkKept(): Promise<void> {
    const { pool, session } = this.#tools;
    const before = [...this.#running.keys()];
    const rows = new Map((await pool.kept({ session })).map((ref) => [keyOf(ref), ref]));
    for (const key of before) if (!rows.has(key)) this.#abort(key, 'handover');
    const strays = new Set<string>();
    for (const [key, { runId, stepId, attempt }] of rows) {
      if (this.#running.has(key)) continue;
      strays.add(key);
      if (!this.#strays.has(key)) continue;
      const reason = 'It was taken by a worker that did not learn of it.';
      const command = { type: 'attemptLost', step: stepId, attempt, reason } as const;
      await this.#finish({ runId, stepId, attempt }, command);
    }
    this.#strays = strays;
  }

  /** Takes nothing new, gives what runs a moment to end, then stops it unsaid: it is recorded as lost. */
  async close(graceMs: number): Promise<void> {
    this.#open = false;
    const end = Date.now() + graceMs;
    while (this.#running.size > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    await this.abandon();
  }

  /** Stops everything at once, saying nothing. Resolves when the processes are gone. */
  async abandon(): Promise<void> {
    this.#open = false;
    if (this.#calling) clearTimeout(this.#calling);
    const ends = [...this.#running.values()].map(({ attempt }) => {
      attempt?.abort('handover');
      return attempt?.done;
    });
    await Promise.all(ends);
  }

  /** An attempt that is only about to begin is stopped as soon as it does. */
  #abort(key: string, reason: AbortReason): void {
    const entry = this.#running.get(key);
    if (!entry) return;
    entry.abort ??= reason;
    entry.attempt?.abort(reason);
  }

  async #fill(): Promise<void> {
    do {
      this.#again = false;
      const { pool, session, pools } = this.#tools;
      this.#limited = new Set((await pool.limits({ pools })).map(limitKey));
      const max = this.free;
      if (max === 0) {
        this.#more = true;
        return;
      }
      const limited = this.#limited.size > 0;
      const tasks = await pool.take({ session, pools, max, limited });
      // Behind a limit others may wait for the end of any of these.
      this.#more = limited || tasks.length === max;
      for (const task of tasks) this.#begin(task, false);
    } while (this.#again);
  }

  #begin(task: PoolTask, started: boolean): void {
    const key = keyOf(task);
    if (this.#running.has(key)) return;
    this.#running.set(key, { task, attempt: null, abort: null });
    this.#work(task, started)
      .catch((error) => this.#tools.onError(error, task.runId))
      .finally(() => {
        this.#running.delete(key);
        if (this.#open && this.#more) this.fill().catch((error) => this.#tools.onError(error, task.runId));
      });
  }

  async #work(task: PoolTask, started: boolean): Promise<void> {
    const { runId, stepId, attempt, epoch } = task;
    if (!started) this.#tellStarted(task);
    const kind = this.#tools.kinds(task.kind);
    if (!kind) throw new Error(`a task of the unknown kind ${task.kind} was taken`);
    const folder = join(this.#tools.workDir, 'attempts');
    await mkdir(folder, { recursive: true });
    const workDir = await mkdtemp(join(folder, `${this.#tools.pid}-`));
    try {
      const params = isRef(task.params) ? await this.#loaded(task, task.params.ref) : task.params.v;
      const request = {
        kind,
        params,
        workspaceId: task.workspaceId,
        runId,
        stepId,
        attempt,
        key: task.key,
        memo: null,
        scope: {},
        now: () => this.#tools.clock.now(),
        epoch,
        timeoutMs: task.timeoutMs,
        workDir,
      };
      const under = new Attempt(request, this.#tools);
      const entry = this.#running.get(keyOf(task));
      if (entry) entry.attempt = under;
      if (entry?.abort) under.abort(entry.abort);
      if (!this.#open) under.abort('handover');
      const delivery = await under.done;
      if (delivery) await this.#report(task, delivery);
    } finally {
      // What cannot be removed (or is left by a killed worker) goes at the next start.
      rm(workDir, { recursive: true, force: true, maxRetries: 2 }).catch(() => {});
    }
  }

  async #loaded(task: PoolTask, hash: string) {
    const found = await this.#tools.store.payloads({ workspaceId: task.workspaceId, hashes: [hash] });
    const text = found.get(hash);
    if (text === undefined) throw new Error(`the parameters of ${task.stepId} are missing`);
    return JSON.parse(text);
  }

  /** Only news for the page: the claimed row is what makes the attempt ours. */
  #tellStarted(task: PoolTask): void {
    const { runId, stepId, attempt, epoch } = task;
    const command = { type: 'attemptStarted', step: stepId, attempt, epoch, worker: this.#tools.worker } as const;
    const tell = async () => {
      if (await this.#tools.deliver(runId, { command, payloads: new Map() })) return;
      await this.#tools.store.post([{ runId, originId: `started:${stepId}:${attempt}`, command }]);
      await this.#tools.doorbell.ring([runId]);
    };
    tell().catch((error) => this.#tools.onError(error, runId));
  }

  /** Until it is stored somewhere, a result is tried again: losing it would run the command twice. */
  async #report(task: PoolTask, delivery: Delivery): Promise<void> {
    const { runId, workspaceId } = task;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2000)) {
      try {
        if (await this.#tools.deliver(runId, delivery)) return;
        const { payloads, command } = delivery;
        if (payloads.size > 0) await this.#tools.store.keepPayloads({ runId, workspaceId, payloads });
        return await this.#finish(task, command);
      } catch (error) {
        this.#tools.onError(error, runId);
        if (!this.#open) return;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  async #finish(task: AttemptRef & { runId: string }, command: MachineCommand): Promise<void> {
    const { pool, session, doorbell } = this.#tools;
    const { accepted, holder } = await pool.finish({ task, session, command });
    if (!accepted) return;
    const { runId } = task;
    // It is stored: the slot need not wait for the bell, which the sweep makes good.
    const rung = holder === null ? doorbell.ring([runId]) : doorbell.nudge({ runId, session: holder });
    rung.catch((error) => this.#tools.onError(error, runId));
  }
}
