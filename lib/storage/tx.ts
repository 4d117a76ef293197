import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { NewRunEvent, RunEvent } from '#lib/domain/run/event.ts';
import { apply } from '#lib/domain/run/evolve.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { effectsOf } from '#lib/engine/effects.ts';
import { flush } from './engine/flush.ts';
import { prepareChange } from './engine/prepare.ts';
import type { Queryable } from './engine/queryable.ts';
import { readState } from './engine/read-state.ts';
import { changedSteps, stepMarks } from './engine/step-row.ts';
import { inTransaction } from './transaction.ts';

/**
 * One transaction on one connection: the only way to an audited change. Rows are locked in this order, so that two
 * commands never wait for each other in a circle: run → gate → idempotency key → jobs → audit head, which is last
 * because everyone in the workspace waits for it (head last 1,365 decisions a second, head first 782).
 */
export type Tx = Queryable;

/** Runs `fn`; its writes are all there when this resolves, and none when it rejects. */
export function transaction<T>(pool: Pool, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(pool, fn);
}

/** A run whose row this transaction has locked: nobody appends to it until the end. */
export type LockedRun = {
  runId: string;
  workspaceId: string;
  /** Worker session that drives it now, to be nudged after the commit. */
  holder: string | null;
  state: RunState;
  /** The database's clock, Unix ms. */
  now: number;
};

/**
 * Locks a run of the workspace and loads it; null when there is none. The lock comes first: an outsider who only
 * compares versions never wins against a busy driver (0 of 1,297), one who waits for the row has it within milliseconds.
 */
export async function lockRun(
  tx: Tx,
  { runId, workspaceId }: { runId: string; workspaceId: string },
): Promise<LockedRun | null> {
  const { rows } = await tx.query<{ version: number; session_id: string | null; now: string }>({
    name: 'lock_run',
    text: `select version, session_id, extract(epoch from clock_timestamp()) * 1000 as now from run
      where id = $1 and workspace_id = $2 for no key update`,
    values: [runId, workspaceId],
  });
  const row = rows[0];
  if (!row) return null;
  const state = await readState(tx, { runId, version: row.version });
  if (!state) throw new Error(`run ${runId} has no events`);
  return { runId, workspaceId, holder: row.session_id, state, now: Math.floor(Number(row.now)) };
}

export type LockedAppend = {
  events: readonly NewRunEvent[];
  /** Large values the events refer to: SHA-256 (hex) of the text → the JSON text. */
  payloads?: ReadonlyMap<string, string>;
};

/**
 * Appends to a locked run and applies the events to its state. The version moves and the epoch stays: a driver that
 * holds the run has its next append refused and reads again. Throws RangeError on values that cannot be stored.
 */
export async function appendLocked(
  tx: Tx,
  run: LockedRun,
  { events, payloads = new Map() }: LockedAppend,
): Promise<RunEvent[]> {
  if (events.length === 0) return [];
  const { state } = run;
  const version = state.seq;
  const before = stepMarks(state);
  const stamped = events.map((event) => {
    const placed: RunEvent = { ...event, seq: state.seq + 1, at: Math.max(run.now, state.at) };
    apply(state, placed);
    return placed;
  });
  await write(tx, run, { version, events: stamped, touched: changedSteps(state, before), payloads });
  return stamped;
}

export type NewRun = LockedAppend & { workspaceId: string; draft: boolean };

/**
 * Counts a run of the workflow, from 1. Starts of one workflow wait here for each other until they commit, so it comes
 * as late as possible; the workflow's own row is not touched by them.
 */
export async function nextRunNumber(tx: Tx, workflowId: string): Promise<number> {
  const { rows } = await tx.query<{ last: number }>({
    name: 'next_run_number',
    text: `insert into run_counter as c (workflow_id, last) values ($1, 1)
      on conflict (workflow_id) do update set last = c.last + 1 returning last`,
    values: [workflowId],
  });
  return rows[0]!.last;
}

/** Makes a queued run from its first events (`run.started` first, which names its id and number). */
export async function createRun(
  tx: Tx,
  { workspaceId, draft, events, payloads = new Map() }: NewRun,
): Promise<LockedRun> {
  const first = events[0];
  if (first?.type !== 'run.started') throw new Error('a run begins with run.started');
  const { runId, number, workflowId, workflowName, version, format, actor, spec } = first.data;
  const { rows } = await tx.query<{ now: string }>({
    name: 'create_run',
    text: `insert into run (id, workspace_id, workflow_id, workflow_name, number, version_number, draft, format, priority,
        started_by_id, started_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      returning floor(extract(epoch from queued_at) * 1000) as now`,
    values: [
      runId,
      workspaceId,
      workflowId,
      workflowName,
      number,
      version,
      draft,
      format,
      spec.priority,
      actor.id,
      JSON.stringify(actor),
    ],
  });
  const now = Number(rows[0]?.now);
  const stamped = events.map((event, index): RunEvent => ({ ...event, seq: index + 1, at: now }));
  const state = stamped.reduce<RunState | null>(apply, null);
  if (!state) throw new Error('a run begins with run.started');
  const run = { runId, workspaceId, holder: null, state, now };
  await write(tx, run, { version: 0, events: stamped, touched: [], payloads });
  return run;
}

async function write(
  tx: Tx,
  { runId, workspaceId, state }: LockedRun,
  change: {
    version: number;
    events: readonly RunEvent[];
    touched: Iterable<string>;
    payloads: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const prepared = prepareChange({
    ...change,
    runId,
    workspaceId,
    state,
    effects: effectsOf(state, change.events),
    epoch: null,
    sessionId: null,
    commitId: randomUUID(),
    consumed: [],
    release: false,
  });
  const [answer] = await flush(tx, [prepared]);
  if (answer?.outcome !== 'ok') throw new Error(`the locked run ${runId} could not be written: ${answer?.outcome}`);
}
