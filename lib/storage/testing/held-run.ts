import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { Command } from '#lib/domain/run/command.ts';
import { concurrencyKey } from '#lib/domain/run/concurrency.ts';
import { decide } from '#lib/domain/run/decide.ts';
import { mayFinish } from '#lib/domain/run/moving.ts';
import { inline } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { normalize } from '#lib/domain/workflow/normal.ts';
import { type Workflow, workflowSchema } from '#lib/domain/workflow/spec.ts';
import { Draft } from '#lib/engine/draft.ts';
import { effectsOf } from '#lib/engine/effects.ts';
import type { Append, AppendResult, HeldRun, RunStore, WorkerSession } from '#lib/engine/ports.ts';
import { createRuns, nextRunNumbers, transaction } from '../tx.ts';

export const workspaceId = 'ws_1';
export const person = (id: string): Actor => ({ kind: 'member', id, name: id, email: `${id}@example.org` });

/** A workflow of plain steps, each needing the one before. */
export const chainOf = (length: number, more: object = {}): Workflow =>
  workflowSchema.parse({
    name: 'chain',
    steps: Array.from({ length }, (_, index) => ({
      id: `s${index}`,
      kind: 'template',
      needs: index === 0 ? [] : [`s${index - 1}`],
      with: { template: '' },
      ...more,
    })),
  });

export async function makeWorkflow(pool: Pool, id = `wf_${randomUUID()}`): Promise<string> {
  await pool.query(
    `insert into workflow (id, workspace_id, slug, name, draft, created_by, updated_by)
     values ($1, $2, $1, $1, '{}', 'member', 'member')`,
    [id, workspaceId],
  );
  return id;
}

/** Starts a run as the product does: queued, waiting for admission. Returns its id. */
export function startRun(
  pool: Pool,
  workflowId: string,
  workflow: Workflow,
  workspace: string = workspaceId,
): Promise<string> {
  const spec = normalize(workflow);
  const key = concurrencyKey(spec, { input: {}, version: 1, actor: person('starter') });
  if (!key.ok) throw new Error(key.error.message);
  const runId = `run_${randomUUID()}`;
  return transaction(pool, async (tx) => {
    const { first, now } = await nextRunNumbers(tx, new Map([[workflowId, 1]]));
    const decision = decide(
      null,
      {
        type: 'start',
        runId,
        number: first.get(workflowId)!,
        workflowId,
        workflowName: workflow.name,
        version: 1,
        specHash: '0'.repeat(64),
        spec,
        input: inline({}),
        actor: person('starter'),
        authors: [],
        timeoutMs: spec.timeoutMs,
        ...(key.key !== undefined && { concurrencyKey: key.key }),
      },
      0,
    );
    if (!decision.ok) throw new Error(decision.refusal.message);
    await createRuns(tx, [{ workspaceId: workspace, draft: false, events: decision.events }], now);
    return runId;
  });
}

/** Lets a run in without waiting for its turn. */
export async function letIn(pool: Pool, runId: string): Promise<void> {
  await pool.query('update run set admitted_at = now() where id = $1', [runId]);
}

/** A holder of one run: commands become one append each time it is asked to commit. */
export class HeldTestRun {
  readonly store: RunStore;
  readonly session: WorkerSession;
  held: HeldRun;
  draft: Draft;

  constructor(store: RunStore, session: WorkerSession, held: HeldRun) {
    this.store = store;
    this.session = session;
    this.held = held;
    this.draft = new Draft(held.state, () => held.now);
  }

  static async claim(store: RunStore, session: WorkerSession, runId: string): Promise<HeldTestRun> {
    const held = await store.claim({ runId, session });
    if (!held) throw new Error(`${runId} could not be claimed`);
    return new HeldTestRun(store, session, held);
  }

  get state() {
    return this.draft.state;
  }

  take(command: Command): this {
    this.draft.take(command);
    return this;
  }

  /** Admits if need be, starts what is ready, opens nothing, ends the run when it may. */
  settle(where: (step: string) => 'driver' | 'pool' = () => 'driver'): this {
    this.take({ type: 'admit' });
    for (let moved = 1; moved > 0; ) {
      moved = this.draft.take({ type: 'spread' });
      for (const step of [...this.state.ready])
        moved += this.draft.take({
          type: 'prepare',
          step,
          epoch: this.held.epoch,
          key: `key-${step}`,
          result: { take: true, params: inline({}), where: where(step), worker: this.session.id },
        });
      if (mayFinish(this.state)) moved += this.draft.take({ type: 'finish', outputs: inline({}) });
    }
    return this;
  }

  succeed(step: string, output: Json = { ok: true }): this {
    const { attempt } = this.state.steps.get(step)!;
    return this.take({ type: 'attemptSucceeded', step, attempt, output: inline(output) });
  }

  /** What an append would say now; the draft starts anew. */
  append(more: Partial<Append> = {}): Append {
    const { draft, held, session } = this;
    const append: Append = {
      runId: held.runId,
      workspaceId: held.workspaceId,
      version: draft.state.seq - draft.events.length,
      epoch: held.epoch,
      session,
      commitId: randomUUID(),
      events: draft.events,
      state: draft.state,
      touched: draft.touched,
      payloads: draft.payloads,
      effects: effectsOf(draft.state, draft.events, session.id),
      consumed: [],
      release: false,
      ...more,
    };
    this.draft = new Draft(draft.state, () => held.now);
    return append;
  }

  commit(more: Partial<Append> = {}): Promise<AppendResult> {
    return this.store.append(this.append(more));
  }
}
