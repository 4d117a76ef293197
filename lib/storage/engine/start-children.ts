import type { Pool } from 'pg';
import { decide } from '#lib/domain/run/decide.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { ChildStarter, Posting } from '#lib/engine/ports.ts';
import { createRuns, type LockedRun, type NewRun, nextRunNumbers, type Tx, transaction } from '../tx.ts';
import { type ChildOrder, orderOf, type RunChildRow } from './child-order.ts';
import { classifyDatabaseError } from './database-error.ts';
import { postCommands } from './post.ts';
import { stopQueued } from './stop-queued.ts';

export type ChildStarterOptions = {
  pool: Pool;
  /** For workflows that name no time limit of their own; null for none. */
  defaultTimeoutMs: number | null;
  /** Told after each commit which runs have new events. */
  onMoved?: (runs: { runId: string; workspaceId: string; seq: number }[]) => void;
};

/** Starts the child runs whose rows lie in run_child: written with their parents' events, deleted with their start. */
export function createChildStarter({ pool, defaultTimeoutMs, onMoved = () => {} }: ChildStarterOptions): ChildStarter {
  const moved = (runs: readonly LockedRun[]) =>
    onMoved(runs.map(({ runId, workspaceId, state }) => ({ runId, workspaceId, seq: state.seq })));

  /** Halves what the database refuses until the culprit stands alone: its step fails. */
  async function settle(ids: readonly string[]): Promise<string[]> {
    try {
      const { started, told } = await transaction(pool, (tx) => startChildren(tx, ids, defaultTimeoutMs));
      moved(started);
      return [...started.map(({ runId }) => runId), ...told];
    } catch (error) {
      if (!(error instanceof RangeError) && classifyDatabaseError(error) !== 'data') throw error;
      if (ids.length === 1) return transaction(pool, (tx) => refuseChild(tx, ids[0]!, error as Error));
      const middle = ids.length >> 1;
      return [...(await settle(ids.slice(0, middle))), ...(await settle(ids.slice(middle)))];
    }
  }

  return {
    async start({ ids, max }) {
      const stopped = ids ? [] : await stopQueued(pool, { max });
      moved(stopped);
      const { rows } = await pool.query<{ id: string }>({
        name: 'children_to_start',
        text: 'select id from run_child where $1::text[] is null or id = any($1) order by created_at limit $2',
        values: [ids ?? null, max],
      });
      const started = rows.length === 0 ? [] : await settle(rows.map(({ id }) => id));
      return [...stopped.flatMap(({ posted }) => posted), ...started];
    },
  };
}

/**
 * The parents' rows come first: an append of theirs waits until the child is there to be told of it, or has taken the
 * child's row away before. Of several starters the first one has the row. Order of locks otherwise: see tx.ts.
 */
async function startChildren(
  tx: Tx,
  ids: readonly string[],
  defaultTimeoutMs: number | null,
): Promise<{ started: LockedRun[]; told: string[] }> {
  const rows = await holdRows(tx, ids);
  const orders: ChildOrder[] = [];
  const refused: Posting[] = [];
  for (const row of rows) {
    const order = await orderOf(tx, row, defaultTimeoutMs);
    if (order.ok) orders.push(order.order);
    else refused.push(refusal(row, order.error));
  }
  const { runs, now } = await numbered(tx, orders);
  const started = await createRuns(tx, runs, now);
  await postCommands(tx, refused);
  await forgetRows(tx, rows);
  return { started, told: refused.map(({ runId }) => runId) };
}

async function holdRows(tx: Tx, ids: readonly string[]): Promise<RunChildRow[]> {
  await tx.query({
    name: 'hold_parents',
    text: `select 1 from run where id = any(array(select parent_run_id from run_child where id = any($1)))
      order by id for share`,
    values: [ids],
  });
  const { rows } = await tx.query<RunChildRow>({
    name: 'hold_children',
    text: `select id, parent_run_id as "parentRunId", workspace_id as "workspaceId", step_id as "stepId", attempt, request
      from run_child where id = any($1) order by id for update skip locked`,
    values: [ids],
  });
  return rows;
}

async function numbered(tx: Tx, orders: readonly ChildOrder[]): Promise<{ runs: NewRun[]; now: number }> {
  if (orders.length === 0) return { runs: [], now: 0 };
  const counts = new Map<string, number>();
  for (const { command } of orders) counts.set(command.workflowId, (counts.get(command.workflowId) ?? 0) + 1);
  const { first: next, now } = await nextRunNumbers(tx, counts);
  const runs = orders.map(({ workspaceId, command, payloads }) => {
    const number = next.get(command.workflowId)!;
    next.set(command.workflowId, number + 1);
    const decision = decide(null, { ...command, number }, 0);
    if (!decision.ok) throw new Error(decision.refusal.message);
    return { workspaceId, draft: false, events: decision.events, payloads };
  });
  return { runs, now };
}

async function refuseChild(tx: Tx, id: string, cause: Error): Promise<string[]> {
  const rows = await holdRows(tx, [id]);
  const message = `The run could not be stored: ${cause.message}`;
  await postCommands(
    tx,
    rows.map((row) => refusal(row, { kind: 'input', message, place: 'with.input' })),
  );
  await forgetRows(tx, rows);
  return rows.map(({ parentRunId }) => parentRunId);
}

const refusal = ({ id, parentRunId, stepId, attempt }: RunChildRow, error: StepError): Posting => ({
  runId: parentRunId,
  originId: `child:${id}`,
  command: { type: 'attemptFailed', step: stepId, attempt, error, random: 0 },
});

async function forgetRows(tx: Tx, rows: readonly RunChildRow[]): Promise<void> {
  await tx.query('delete from run_child where id = any($1)', [rows.map(({ id }) => id)]);
}
