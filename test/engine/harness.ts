import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonCommand } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { isRef, type Value } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import type { ProcessLimits } from '#lib/engine/step-kind.ts';
import { type OpenWorker, openWorker, type WorkerOptions } from '#lib/server/worker/open-worker.ts';
import { readEvents, readState } from '#lib/storage/engine/read-state.ts';
import { makeWorkflow, startRun, workspaceId } from '#lib/storage/testing/held-run.ts';
import { appendLocked, lockRun, transaction } from '#lib/storage/tx.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';

/** Steps of a workflow as an author writes them. */
export type Steps = Record<string, unknown>[];

const unlimited: ProcessLimits = { memoryBytes: null, cpuMs: null, fileBytes: null };

/** A database with workers on it, and runs on them. */
export class Engine {
  readonly db: TestDatabase;
  readonly dataDir: string;
  readonly errors: string[] = [];
  #workers: OpenWorker[] = [];

  static async open(): Promise<Engine> {
    return new Engine(await freshDatabase());
  }

  private constructor(db: TestDatabase) {
    this.db = db;
    this.dataDir = mkdtempSync(join(tmpdir(), 'driver-test-'));
  }

  async worker({
    slots = 4,
    pools = ['default'],
    leaseMs = 3000,
    limits = {},
    maxSteps = 100,
    around,
  }: {
    slots?: number;
    pools?: string[];
    leaseMs?: number;
    maxSteps?: number;
    limits?: Partial<ProcessLimits>;
    around?: WorkerOptions['around'];
  } = {}): Promise<OpenWorker> {
    const opened = await openWorker({
      database: this.db,
      pools,
      slots,
      dataDir: this.dataDir,
      maxConcurrentRuns: 1000,
      maxConcurrentSteps: maxSteps,
      defaultRunTimeoutMs: null,
      limits: { ...unlimited, ...limits },
      leaseMs,
      around,
      onError: (error, about) =>
        this.errors.push(`${about}: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
    });
    this.#workers.push(opened);
    return opened;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close({ graceMs: 0 })));
    await this.db.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Starts a run and tells the first worker. */
  async start(steps: Steps, more: object = {}): Promise<string> {
    const workflow = workflowSchema.parse({ name: 'test', steps, ...more });
    const runId = await startRun(this.db.pool, await makeWorkflow(this.db.pool), workflow);
    await this.#workers[0]?.worker.look(runId);
    return runId;
  }

  async look(runId: string): Promise<void> {
    await this.#workers[0]?.worker.look(runId);
  }

  /** A person's command, as the product gives it: the run's row locked, then the holder told. */
  async command(runId: string, command: PersonCommand): Promise<void> {
    const run = await transaction(this.db.pool, async (tx) => {
      const locked = await lockRun(tx, { runId, workspaceId });
      if (!locked) throw new Error(`no run ${runId}`);
      const decision = decide(locked.state, command, locked.now);
      if (!decision.ok) throw new Error(decision.refusal.message);
      await appendLocked(tx, locked, { events: decision.events });
      return locked;
    });
    for (const { worker } of this.#workers)
      if (run.holder === null || worker.session.id === run.holder) return worker.look(runId);
  }

  async log(runId: string): Promise<string> {
    const { rows } = await this.db.pool.query<{ text: string }>(
      'select text from step_log where run_id = $1 order by step_id, attempt, chunk',
      [runId],
    );
    return rows.map((row) => row.text).join('');
  }

  async state(runId: string): Promise<RunState> {
    const { rows } = await this.db.pool.query<{ version: number }>('select version from run where id = $1', [runId]);
    const state = await readState(this.db.pool, { runId, version: rows[0]?.version ?? 0 });
    if (!state) throw new Error(`no run ${runId}`);
    return state;
  }

  events(runId: string): Promise<RunEvent[]> {
    return readEvents(this.db.pool, { runId, after: 0 });
  }

  /** Waits until the state is as asked; fails with what it is instead. */
  async until(runId: string, asked: (state: RunState) => boolean, ms = 15_000): Promise<RunState> {
    const end = Date.now() + ms;
    for (;;) {
      const state = await this.state(runId);
      if (asked(state)) return state;
      if (Date.now() > end) {
        const steps = [...state.steps]
          .slice(0, 20)
          .map(([id, step]) => `${id}: ${step.phase} ${step.error?.message ?? ''}`);
        throw new Error(`run is ${state.status}: ${steps.join(', ')}\n${this.errors.slice(0, 3).join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  ended(runId: string, ms?: number): Promise<RunState> {
    return this.until(runId, (state) => state.finishedAt !== null, ms);
  }

  async run(steps: Steps, more: object = {}): Promise<RunState> {
    return this.ended(await this.start(steps, more));
  }

  async value(value: Value | null | undefined): Promise<Json> {
    if (!value) return null;
    if (!isRef(value)) return value.v;
    const { rows } = await this.db.pool.query<{ text: string }>('select text from payload where hash = $1', [
      value.ref,
    ]);
    return JSON.parse(rows[0]?.text ?? 'null');
  }
}

/** Phases by step, to compare at a glance. */
export const phases = (state: RunState) => Object.fromEntries([...state.steps].map(([id, step]) => [id, step.phase]));
