import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { NewRunEvent, RunEvent } from '#lib/domain/run/event.ts';
import { apply } from '#lib/domain/run/evolve.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { effectsOf } from '#lib/engine/effects.ts';
import { bornCells } from './engine/born.ts';
import { type FlushOutcome, flush, flushNew } from './engine/flush.ts';
import { type PreparedChange, prepareChange } from './engine/prepare.ts';
import type { Queryable } from './engine/queryable.ts';
import { readState } from './engine/read-state.ts';
import { changedSteps, stepMarks } from './engine/step-row.ts';
import { inTransaction, together } from './transaction.ts';

export { together };

/**
 * One transaction on one connection: the only way to an audited change. Rows are locked in this order, so that two
 * commands never wait for each other in a circle: workflow → run counter → run → gate → idempotency key → jobs → audit
 * head, which is last because everyone in the workspace waits for it (head last 1,365 decisions a second, head first 782).
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
  /** Runs whose inboxes its events wrote to, to be woken after the commit. */
  posted: string[];
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
  return { runId, workspaceId, holder: row.session_id, posted: [], state, now: Math.floor(Number(row.now)) };
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
  const change = prepared(run, { version, events: stamped, touched: changedSteps(state, before), payloads });
  told([run], await flush(tx, [change]));
  return stamped;
}

export type NewRun = LockedAppend & { workspaceId: string; draft: boolean };

/**
 * Counts new runs of workflows, from 1: how many of which workflow → the first of their numbers. Starts of one workflow
 * wait here for each other until they commit, so it comes as late as possible (the workflow's own row is not touched),
 * and in the order of the workflows' ids, so that two batches never wait for each other in a circle. `now`: when the
 * transaction began, by the database's clock, Unix ms.
 */
export async function nextRunNumbers(
  tx: Tx,
  counts: ReadonlyMap<string, number>,
): Promise<{ first: Map<string, number>; now: number }> {
  const { rows } = await tx.query<{ workflow_id: string; last: number; now: string }>({
    name: 'next_run_numbers',
    text: `insert into run_counter as c (workflow_id, last)
      select t.id, t.count from unnest($1::text[], $2::int4[]) as t(id, count) order by t.id
      on conflict (workflow_id) do update set last = c.last + excluded.last
      returning workflow_id, last, floor(extract(epoch from now()) * 1000) as now`,
    values: [[...counts.keys()], [...counts.values()]],
  });
  const first = rows.map(({ workflow_id: id, last }): [string, number] => [id, last - counts.get(id)! + 1]);
  return { first: new Map(first), now: Number(rows[0]?.now) };
}

/**
 * Makes queued runs from their first events (`run.started` first, which names id and number), in one statement, however
 * many they are. `now`: when the transaction began. Throws RangeError on values that cannot be stored.
 */
export async function createRuns(tx: Tx, created: readonly NewRun[], now: number): Promise<LockedRun[]> {
  if (created.length === 0) return [];
  const begun = created.map(({ workspaceId, draft, events, payloads = new Map() }) => {
    const [first] = events;
    if (first?.type !== 'run.started') throw new Error('a run begins with run.started');
    const stamped = events.map((event, place): RunEvent => ({ ...event, seq: place + 1, at: now }));
    const state = stamped.reduce<RunState | null>(apply, null);
    if (!state) throw new Error('a run begins with run.started');
    const run: LockedRun = { runId: first.data.runId, workspaceId, holder: null, posted: [], state, now };
    const change = prepared(run, { version: 0, events: stamped, touched: [], payloads });
    return { run, change, born: bornCells(first.data, { workspaceId, draft }) };
  });
  told(
    begun.map(({ run }) => run),
    await flushNew(tx, begun),
  );
  return begun.map(({ run }) => run);
}

type Change = {
  version: number;
  events: readonly RunEvent[];
  touched: Iterable<string>;
  payloads: ReadonlyMap<string, string>;
};

function prepared(run: LockedRun, change: Change): PreparedChange {
  const { runId, workspaceId, state, posted } = run;
  const effects = effectsOf(state, change.events);
  posted.push(...effects.posts.map((post) => post.runId));
  return prepareChange({
    ...change,
    runId,
    workspaceId,
    state,
    effects,
    epoch: null,
    sessionId: null,
    commitId: randomUUID(),
    consumed: [],
    release: false,
  });
}

function told(runs: readonly LockedRun[], answers: readonly FlushOutcome[]): void {
  for (const [index, { runId }] of runs.entries())
    if (answers[index]?.outcome !== 'ok')
      throw new Error(`the locked run ${runId} could not be written: ${answers[index]?.outcome}`);
}
