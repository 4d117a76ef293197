import { cleanJsonText } from '#lib/domain/run/clean.ts';
import { toSnapshot } from '#lib/domain/run/snapshot.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { maxDepth } from '#lib/domain/workflow/json.ts';
import type { Queryable } from './queryable.ts';
import { shortHistory } from './read-state.ts';

/**
 * A snapshot each so many events, and when a run of some length starts to wait. A run of many steps has one as seldom as
 * it is large, so that all of them together cost no more than the events: of 10,000 items thirty were written, which was
 * half of the time that the run took.
 */
const everyOf = ({ steps }: RunState) => Math.max(1000, steps.size);

export type Snapshot = { runId: string; seq: number; format: number; text: string };

/** The snapshot due after an append, serialised now (the state goes on changing); null when none is due. */
export function dueSnapshot(state: RunState, before: number, release: boolean): Snapshot | null {
  const every = everyOf(state);
  const crossed = Math.floor(state.seq / every) > Math.floor(before / every);
  const waits = release && state.seq >= shortHistory;
  if (state.finishedAt !== null || !(crossed || waits)) return null;
  return {
    runId: state.runId,
    seq: state.seq,
    format: state.format,
    text: cleanJsonText(toSnapshot(state), maxDepth + 20),
  };
}

/** Keeps the newest; written after the append's commit, since losing one only costs a longer fold. */
export async function writeSnapshot(connection: Queryable, snapshot: Snapshot): Promise<void> {
  await connection.query({
    name: 'write_snapshot',
    text: `insert into run_snapshot (run_id, seq, format, state) values ($1, $2, $3, $4)
      on conflict (run_id) do update set seq = excluded.seq, format = excluded.format, state = excluded.state
      where run_snapshot.seq < excluded.seq`,
    values: [snapshot.runId, snapshot.seq, snapshot.format, snapshot.text],
  });
}
