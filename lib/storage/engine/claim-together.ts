import type { RunStore, WorkerSession } from '#lib/engine/ports.ts';
import { type Claimed, claimRuns } from './claim.ts';
import type { Queryable } from './queryable.ts';

/** Runs taken with one statement. */
const mostAtOnce = 100;

type Waiting = {
  runId: string;
  session: WorkerSession;
  resolve: (held: Awaited<ReturnType<RunStore['claim']>>) => void;
  reject: (error: unknown) => void;
};

/** Claims that are asked for in the same turn go to the database together. */
export function claimTogether(pool: Queryable): RunStore['claim'] {
  let waiting: Waiting[] = [];

  async function take(batch: readonly Waiting[]): Promise<void> {
    let claimed: Claimed;
    try {
      claimed = await claimRuns(pool, { runIds: batch.map(({ runId }) => runId), session: batch[0]!.session });
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { runId, resolve, reject } of batch) {
      const held = claimed.get(runId) ?? null;
      if (held instanceof Error) reject(held);
      else resolve(held);
    }
  }

  function takeAll(): void {
    const all = waiting;
    waiting = [];
    for (const own of Map.groupBy(all, ({ session }) => session.id).values())
      for (let from = 0; from < own.length; from += mostAtOnce) void take(own.slice(from, from + mostAtOnce));
  }

  return ({ runId, session }) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(takeAll);
      waiting.push({ runId, session, resolve, reject });
    });
}
